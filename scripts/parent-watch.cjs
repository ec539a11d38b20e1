// Preloaded into a process to end it when whoever started it is gone, kill -9 included. What the start script makes
// watches that script (PLAID_INVESTMENTS_LAUNCHER) and leads a process group that ends as a whole: a file watcher loads
// no preloads, but its child does. Anything else watches its parent.
"use strict";

const fs = require("node:fs");

const CHECK_MS = 500;
const GRACE_MS = 5000;
const parent = process.ppid;
const launcher = Number(process.env.PLAID_INVESTMENTS_LAUNCHER) || null;
const leadsGroup = launcher !== null && process.platform !== "win32";

function isGone() {
  if (launcher === null && process.ppid !== parent) return true;
  const pid = launcher ?? parent;
  try {
    process.kill(pid, 0);
    // Dead, but nobody has collected it yet: it still answers signals.
    return /^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch (error) {
    return error.code === "ESRCH";
  }
}

const end = (signal) => process.kill(leadsGroup ? 0 : process.pid, signal);

const timer = setInterval(() => {
  if (!isGone()) return;
  clearInterval(timer);
  if (leadsGroup) setTimeout(() => end("SIGKILL"), GRACE_MS).unref();
  process.emit("orphan");
  end("SIGTERM");
}, CHECK_MS);
timer.unref();
