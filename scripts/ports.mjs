// Which port to listen on.
import net from "node:net";
import { Failure } from "./failure.mjs";

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
 * `port` when it is free on every one of `hosts`; else the next free one, or an error when it was asked for by name.
 * @param {{ port: number, isGiven: boolean, variable: string, hosts: readonly string[], avoid?: readonly number[] }} input
 * @returns {Promise<number>}
 */
export async function choosePort({ port, isGiven, variable, hosts, avoid = [] }) {
  for (let candidate = port; candidate < Math.min(port + 200, 65536); candidate += 1) {
    const answers = await Promise.all(hosts.map((host) => probe(candidate, host)));
    const isFree =
      !answers.includes("taken") &&
      !answers.includes("denied") &&
      answers.includes("free") &&
      !avoid.includes(candidate);
    if (isFree) return candidate;
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

/**
 * Keeps the port from others until it is needed.
 * @param {number} port
 * @param {readonly string[]} hosts
 * @returns {Promise<{ release: () => Promise<void> }>}
 */
export async function holdPort(port, hosts) {
  const servers = await Promise.all(
    hosts.map(
      (host) =>
        new Promise((resolve) => {
          const server = net.createServer((socket) => socket.destroy());
          server.once("error", () => resolve(null)); // no IPv6, or lost in the last instant: listening for real will tell
          server.listen({ port, host, exclusive: true, ipv6Only: host.includes(":") }, () => resolve(server));
        }),
    ),
  );
  /** @type {Promise<void> | undefined} */
  let released;
  const release = () =>
    (released ??= Promise.all(servers.map((server) => server && new Promise((resolve) => server.close(resolve)))).then(
      () => {},
    ));
  return { release };
}
