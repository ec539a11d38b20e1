// Waiting until somebody listens, and until the app says it is ready.
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";

const LISTEN_DEADLINE_MS = 30_000;
const POLL_MS = 100;
const MAX_POLL_MS = 1000;

/** @param {number} port @returns {Promise<boolean>} */
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.unref().setTimeout(2000, () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

/** @param {number} port @param {string} name */
export async function isListening(port, name) {
  for (const deadline = Date.now() + LISTEN_DEADLINE_MS; !(await accepts(port)); await sleep(POLL_MS)) {
    if (Date.now() > deadline) throw new Failure(`${name} does not listen on port ${port}`);
  }
}

/**
 * One look at /api/ready, as a caller the app's Host check lets in.
 * @param {string} host
 * @param {number} port
 * @param {string} hostHeader
 * @returns {Promise<{ status: number, body: string }>}
 */
const askReady = (host, port, hostHeader) =>
  new Promise((resolve) => {
    const request = http.get(
      { host, port, path: "/api/ready", headers: { host: hostHeader }, agent: false, timeout: 30_000 },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => (body += chunk));
        response.once("close", () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve({ status: 0, body: "" }));
  });

/** @param {{ host: string, port: number, appUrl: string | null, deadlineMs: number }} input */
export async function appIsReady({ host, port, appUrl, deadlineMs }) {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  const hostHeader = appUrl ? new URL(appUrl).host : `localhost:${port}`;
  let pauseMs = POLL_MS;
  // Every refusal is a line in the app's log: look less often the longer it takes.
  for (const deadline = Date.now() + deadlineMs; ; await sleep(pauseMs)) {
    pauseMs = Math.min(pauseMs * 1.2, MAX_POLL_MS);
    const { status, body } = await askReady(reachable, port, hostHeader);
    if (status === 200) return;
    if (Date.now() > deadline)
      throw new Failure(
        `the app does not become ready: ${status ? `/api/ready answers ${status} ${body.slice(0, 200)}` : "it does not answer"}`,
      );
  }
}
