// Preloaded into every process the start script makes: ends it when its parent is gone, kill -9 included. The parent's
// pid is compared rather than asked for: a dead parent that nobody has reaped still answers signals.
"use strict";

const CHECK_MS = 500;
const GRACE_MS = 5000;
const parent = process.ppid;

const isParentGone = () => {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0); // Windows keeps the old pid
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
};

const timer = setInterval(() => {
  if (!isParentGone()) return;
  clearInterval(timer);
  process.env.PLAID_INVESTMENTS_ORPHAN = "1";
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.emit("orphan");
  process.kill(process.pid, "SIGTERM");
}, CHECK_MS);
timer.unref();
