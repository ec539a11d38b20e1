// A package of Debian's, where this process may install it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Installs `name` as root on Debian and its like, and does nothing anywhere else; whoever asked looks whether it is there. @param {string} name */
export function installFromDebian(name) {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const options = /** @type {const} */ ({
    stdio: "ignore",
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], options);
}
