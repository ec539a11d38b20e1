// Which port to listen on.
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { tryLock } from "./file-lock.mjs";

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<"free" | "taken" | "denied" | "absent">} `absent`: this machine has no such address
 */
const probe = (port, host) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ { code }) =>
      resolve(code === "EADDRINUSE" ? "taken" : code === "EACCES" ? "denied" : "absent"),
    );
    server.listen({ port, host, exclusive: true, ipv6Only: host.includes(":") }, () =>
      server.close(() => resolve("free")),
    );
  });

/**
 * Seconds pass between choosing a port and listening on it; starts of other checkouts look for one meanwhile.
 * @param {number} port
 * @returns {(() => void) | null} gives it back; null when another start has it
 */
function reserve(port) {
  try {
    const lock = tryLock(path.join(os.tmpdir(), `plaid-investments-port-${port}.lock`));
    return "release" in lock ? lock.release : null;
  } catch {
    return () => {}; // no folder to meet in: the race is lost by whoever listens second
  }
}

/**
 * `port` when it is free on every one of `hosts`; else the next free one, or an error when it was asked for by name.
 * @param {{ port: number, isGiven: boolean, variable: string, hosts: readonly string[], avoid?: readonly number[] }} input
 * @returns {Promise<{ port: number, release: () => void }>}
 */
export async function choosePort({ port, isGiven, variable, hosts, avoid = [] }) {
  for (let candidate = port; candidate < Math.min(port + 200, 65536); candidate += 1) {
    const answers = await Promise.all(hosts.map((host) => probe(candidate, host)));
    const isFree = answers.includes("free") && !answers.includes("taken") && !answers.includes("denied");
    const release = isFree && !avoid.includes(candidate) ? reserve(candidate) : null;
    if (release) return { port: candidate, release };
    if (!isGiven) continue;
    if (answers.every((answer) => answer === "absent")) throw new Failure("HOST is no address of this machine");
    throw new Failure(
      answers.includes("denied")
        ? `${variable} ${port} is reserved for privileged users: choose another`
        : `${variable} ${port} is taken: stop what listens there, or choose another`,
    );
  }
  throw new Failure(`no free port from ${port} on: set ${variable}`);
}

/** Any free port on loopback. */
export async function anyPort() {
  const server = net.createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}
