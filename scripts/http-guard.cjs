// Preloaded below Next: looks at every request before Next does, because Next answers 500 to some that are merely odd
// (TRACE, OPTIONS *) and waits for a stalled upload when it is asked to end.
"use strict";

const { spawn } = require("node:child_process");
const { randomUUID } = require("node:crypto");
const http = require("node:http");
const path = require("node:path");
require("./parent-watch.cjs");
const { takePageInTurn } = require("./page-turns.cjs");
const { isRouterState } = require("./router-state.cjs");

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const TIMEOUT_CHECK_MS = 2_000;
/** How long a caller may take to hang up once it was refused. */
const HANG_UP_MS = 2_000;
/** At once; of more, each is closed as it comes. */
const MAX_CONNECTIONS = 10_000;
/** That a connection may have sent without waiting for an answer, the one at work included. */
const MAX_PIPELINED = 32;
/** More than any body may have; what Next keeps of one (next.config.mjs). */
const BODY_BYTES = 1_048_576;
/** What is still taken of a body once it was refused, as much as the largest may have: who sends first and reads then is told why. */
const LEFTOVER_BYTES = 262_144;
/** From SIGTERM on. An upload that is still not all there by then is given up, … */
const UPLOAD_GRACE_MS = 5_000;
/** … what runs is cut short, and puts in order what it leaves, … */
const WORK_GRACE_MS = 18_000;
/** … and the process ends, whatever there is. */
const LAST_MS = 22_000;
/** How long a balancer is given to see the 503 of /api/ready before connections are refused. */
const NOTICE_MS = Number(process.env.PLAID_INVESTMENTS_NOTICE_MS) || 0;

/** Those that Next knows. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Next answers 500 where a file is not what these ask for; it may as well be sent whole. */
const IGNORED_HEADERS = ["range", "if-match", "if-unmodified-since"];
/** What parts of Next tell each other: by some of these it answers in front of the app, whatever was asked for. */
const INNER_HEADERS = /^x-(?:middleware|nextjs|invoke|matched|now|prerender)-/;
/** Next's client asks for a page's data so. Next may answer that by a redirect of its own, and there are no pages below /api. */
const PAGE_DATA_HEADER = "rsc";
const API_PATH = /^\/api(?:\/|$)/;
const STATIC_PATH = /^\/_next\/static\//;
/**
 * Which part of a page's data Next's client fetches ahead. "1" is all that it sends to an app like ours; for "2" and "3" Next renders
 * in a way that is for Cache Components, in which whatever asks for the time is told as an error.
 */
const PREFETCH_HEADER = "next-router-prefetch";
/** What Next's client says is on the screen. */
const ROUTER_STATE_HEADER = "next-router-state-tree";
/** Route handlers see no socket (src/server/http/client-address.ts). */
const SOCKET_ADDRESS_HEADER = "x-client-address";
/** The app gives its own, and hands it on from src/proxy.ts to a route under this name. */
const REQUEST_ID_HEADER = "x-request-id";
const HOST = /^(?:\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::(\d{1,5}))?$/i;

/** @param {string} text */
const bodyOf = (text) => JSON.stringify({ error: text });
/** Live with either of Plaid's two keys, as in scripts/env.mjs. */
const IS_LIVE = ["PLAID_CLIENT_ID", "PLAID_SECRET"].some((name) => process.env[name]?.trim());
// The same as the app sets on its own answers (src/server/http/security-headers.ts).
const headersFor = () => ({
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin-allow-popups",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  ...(IS_LIVE && { "strict-transport-security": "max-age=31536000" }),
  "x-content-type-options": "nosniff",
  "x-request-id": randomUUID(),
  connection: "close",
});

/** Every value that a request has of a header, as it was sent. */
const valuesOf = ({ rawHeaders }, name) =>
  rawHeaders.filter((_, index, all) => index % 2 === 1 && all[index - 1].toLowerCase() === name);

/** The status and the text a request is refused with; null lets it through. */
function refusal(request) {
  const hosts = valuesOf(request, "host");
  const port = HOST.exec(hosts[0] ?? "")?.[1] ?? "0";
  if (hosts.length !== 1 || !HOST.test(hosts[0]) || Number(port) > 65535) return [400, "Bad Request"];
  if (!request.url.startsWith("/")) return [400, "Bad Request"]; // absolute-form, OPTIONS *
  // Next would answer with a redirect of its own, before the app can put its headers on it.
  return /^[^?]*(\/\/|\\)/.test(request.url) ? [404, "Not Found"] : null;
}

/** With the dots in it resolved, as Next does; empty where it is no path. */
const pathOf = ({ url }) => (url.startsWith("/") ? new URL(`http://localhost${url}`).pathname : "");
const isPage = (request) => ![API_PATH, STATIC_PATH].some((others) => others.test(pathOf(request)));

/** What the app gets to see of a request's head. */
function tidyHeaders(request) {
  const { headers, socket } = request;
  const inner = Object.keys(headers).filter((name) => INNER_HEADERS.test(name));
  for (const name of [...IGNORED_HEADERS, ...inner, REQUEST_ID_HEADER]) delete headers[name];
  if (API_PATH.test(pathOf(request))) delete headers[PAGE_DATA_HEADER];
  if (headers[PREFETCH_HEADER] !== "1") delete headers[PREFETCH_HEADER];
  if (!isRouterState(headers[ROUTER_STATE_HEADER] ?? "")) delete headers[ROUTER_STATE_HEADER];
  // Node keeps the first and tells nobody of the others.
  const credentials = new Set(valuesOf(request, "authorization"));
  if (credentials.size > 1) headers.authorization = [...credentials].join(", ");
  headers[SOCKET_ADDRESS_HEADER] = socket.remoteAddress ?? "";
}

/** @param {http.IncomingMessage} request */
const announcesBody = ({ headers }) => "transfer-encoding" in headers || Number(headers["content-length"] ?? 0) > 0;

/**
 * An answer that does not wait for its request's body is the connection's last: Node would read on until the body ends. And a body
 * that is larger than any may be ends there for the app, which refuses it: before src/proxy.ts Next waits for all of it. A page takes
 * none, so it ends before it begins.
 */
function watchBody(request, response) {
  const { socket, push } = request;
  const { writeHead } = response;
  let size = 0;
  let isCut = false;
  const cut = () => {
    isCut = true;
    request.complete = true; // to whoever reads it
    push.call(request, null);
    return false;
  };
  request.push = function guardedPush(chunk, encoding) {
    if (isCut) return false;
    size += chunk?.length ?? 0;
    return size > BODY_BYTES ? cut() : push.call(this, chunk, encoding);
  };
  if (isPage(request)) cut();
  response.writeHead = function guardedWriteHead(...args) {
    if ((isCut || !request.complete) && !this.headersSent) {
      this.setHeader("connection", "close");
      socket.destroySoon = hangUp;
    }
    return writeHead.apply(this, args);
  };
}

/** In place of a socket's own `destroySoon`, which resets whoever still sends, and the answer may be lost with that. */
function hangUp() {
  this.end();
  let taken = 0;
  // Past Node's parser: there is no further request in what comes now.
  this.removeAllListeners("data").on("data", (chunk) => {
    taken += chunk.length;
    if (taken >= LEFTOVER_BYTES) this.pause();
  });
  this.resume();
  setTimeout(() => this.destroy(), HANG_UP_MS).unref();
}

const turnsOf = new WeakMap();

/**
 * Requests that a connection sends without waiting are taken one after the other, and none once it is gone: Node hands them all on at
 * once, and whoever sends thousands and hangs up would keep the process busy for minutes.
 */
function inTurn(socket, response, take) {
  const turns = turnsOf.get(socket) ?? [];
  turnsOf.set(socket, turns);
  turns.push(() => socket.destroyed || take());
  response.once("close", () => {
    turns.shift();
    turns[0]?.();
  });
  if (turns.length === 1) turns[0]();
  else if (turns.length > MAX_PIPELINED) socket.destroy();
}

function refuse(response, [status, text]) {
  response.writeHead(status, headersFor());
  response.end(bodyOf(text));
}

/** For what Node's parser refuses, and for methods that never become a request. */
function refuseSocket(socket, status, text) {
  // Not into the middle of an answer on its way: Node's own handler looks at the same field.
  if (!socket.writable || socket._httpMessage?._headerSent) return socket.destroy();
  const body = bodyOf(text);
  const allow = status === 405 ? { allow: "GET, HEAD, POST" } : {};
  const headers = Object.entries({ ...headersFor(), ...allow, "content-length": Buffer.byteLength(body) });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n${head}\r\n${body}`);
  // Half open it would be the caller's for as long as it likes, and no timeout looks at it any more.
  setTimeout(() => socket.destroy(), HANG_UP_MS).unref();
}

const PARSER_STATUS = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 };

// Shared with the app (src/server/platform/stopping.ts).
const stop = { asked: new AbortController(), due: new AbortController(), work: new Set(), promised: new Set() };
globalThis[Symbol.for("plaid-investments.stop")] = stop;
const servers = new Set();
/** The socket of each request whose answer is not complete; Next takes it from some. */
const inFlight = new Map();

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tells that the process stops, lets the requests in flight and the work that was promised finish, then ends it whatever they do. */
async function endInTime() {
  if (stop.asked.signal.aborted) return;
  const endsAt = Date.now() + LAST_MS;
  stop.asked.abort();
  setTimeout(() => process.exit(0), LAST_MS);
  setTimeout(() => {
    for (const [request, socket] of inFlight) if (!request.complete) socket.destroy();
  }, UPLOAD_GRACE_MS);
  setTimeout(() => stop.due.abort(), WORK_GRACE_MS);
  await pause(NOTICE_MS);
  for (const server of servers) server.close();
  for (; inFlight.size + stop.promised.size > 0 && Date.now() < endsAt; await pause(50)) {
    for (const server of servers) server.closeIdleConnections();
  }
  // Of the callers who went away there may be work left.
  stop.due.abort();
  await Promise.allSettled([...stop.work]);
  process.exit(0);
}
const createServer = http.createServer;
http.createServer = function guardedCreateServer(...args) {
  const listener = args.find((arg) => typeof arg === "function");
  const options = args.find((arg) => typeof arg === "object" && arg !== null);
  const server = createServer.call(
    this,
    // Node's own check of Host answers without a body, and its timeouts are looked at every 30 s only.
    {
      ...options,
      requireHostHeader: false,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
    },
    listener,
  );
  server.maxConnections = MAX_CONNECTIONS;
  if (process.env.NODE_ENV === "production") {
    // Next listens for upgrades to serve its dev socket only; without a listener Node takes one for a plain request.
    const on = server.on;
    server.on = function guardedOn(event, handler) {
      return event === "upgrade" ? this : on.call(this, event, handler);
    };
  }
  const emit = server.emit;
  server.emit = function guardedEmit(event, ...rest) {
    const [request, response] = rest;
    const isRequest = event === "request" || event === "checkContinue" || event === "checkExpectation";
    if (!isRequest) return emit.call(this, event, ...rest);
    const take = () => {
      const refused = refusal(request);
      if (refused) return refuse(response, refused);
      // As OPTIONS, which nobody answers either, it meets the 405 of its own address, with the methods that are allowed there.
      if (!METHODS.includes(request.method)) request.method = "OPTIONS";
      tidyHeaders(request);
      inFlight.set(request, request.socket);
      response.once("close", () => inFlight.delete(request));
      const handOn = () => emit.call(this, event, ...rest);
      if (isPage(request)) takePageInTurn(request, response, handOn);
      else handOn();
    };
    const { socket } = request;
    if (!announcesBody(request)) inTurn(socket, response, take);
    else {
      watchBody(request, response);
      // By then what came with the head is parsed: a body that is all there is not taken for one on its way.
      inTurn(socket, response, () => setImmediate(() => response.destroyed || take()));
    }
    return true;
  };
  server.on("clientError", (error, socket) => {
    const status = PARSER_STATUS[error.code] ?? 400;
    refuseSocket(socket, status, http.STATUS_CODES[status]);
  });
  server.on("checkExpectation", (_request, response) => refuse(response, [417, "Expectation Failed"]));
  server.on("connect", (_request, socket) => refuseSocket(socket, 405, "Method Not Allowed"));
  if (servers.size === 0) for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, endInTime);
  servers.add(server);
  return server;
};

// The start script was killed with the database left running: the last one out stops it.
process.once("orphan", () => {
  if (!process.env.DATA_DIR || process.env.PLAID_INVESTMENTS_OWNS_DATABASE !== "1") return;
  const env = { ...process.env, NODE_OPTIONS: "" };
  spawn(process.execPath, [path.join(__dirname, "stop-abandoned.mjs"), process.env.DATA_DIR], {
    env,
    detached: true,
    stdio: "ignore",
  }).unref();
});
