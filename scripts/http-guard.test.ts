import { type ChildProcess, spawn } from "node:child_process";
import net from "node:net";
import { resolve } from "node:path";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { securityHeaders } from "@/server/http/security-headers";
import { anyPort } from "./ports.mjs";

// What Next is to the guard: a plain server made with http.createServer.
const SERVER = `
  const http = require("node:http");
  const held = [];
  const server = http.createServer(async (request, response) => {
    if (request.url.includes("/held/")) return void held.push({ url: request.url, response });
    if (request.url.startsWith("/begun")) return void response.write("begun");
    if (request.url === "/api/held") return response.end(held.map(({ url }) => url).join(" "));
    if (request.url === "/api/release") return response.end("", () => held.splice(0).forEach(({ response }) => response.end("released")));
    if (request.url === "/api/refused") return response.writeHead(401).end("unread");
    try { for await (const _ of request); } catch { return; }
    response.end("through as " + request.method + " from " + request.headers["x-client-address"] + "\\n" + JSON.stringify(request.headers));
  });
  server.listen(Number(process.argv[1]), "127.0.0.1", () => console.log("up"));`;

let port = 0;
let server: ChildProcess;

async function startServer(on: number, more = "", env: Record<string, string> = {}): Promise<ChildProcess> {
  const args = ["--require", resolve("scripts/http-guard.cjs"), "-e", SERVER + more, String(on)];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production", PLAID_CLIENT_ID: "", PLAID_SECRET: "", ...env },
  });
  await new Promise((done) => child.stdout?.once("data", done));
  return child;
}

beforeAll(async () => {
  port = await anyPort();
  server = await startServer(port);
});
afterAll(() => server.kill("SIGKILL"));

/** Everything the server sends until it closes the connection. */
const send = (text: string, to = port) =>
  new Promise<string>((done) => {
    let answer = "";
    const socket = net.connect(to, "127.0.0.1", () => socket.write(text, "latin1"));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("error", () => {});
    socket.on("close", () => done(answer));
  });
const request = (line: string, ...headers: string[]) =>
  send([`${line} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n"));
const HOST = "Host: localhost:3000";

test.each<[string, number, string[]]>([
  ["CONNECT a:80", 405, [HOST]],
  ["OPTIONS *", 400, [HOST]],
  ["GET http://evil.example/", 400, [HOST]],
  ["GET /", 400, []],
  ["GET /", 400, [HOST, "Host: evil.example"]],
  ["GET /", 400, ["Host: "]],
  ["GET /", 400, ["Host: a b"]],
  ["GET /", 400, ["Host: ["]],
  ["GET /", 400, ["Host: localhost:99999"]],
  ["GET /", 400, ["Host: user@localhost"]],
  ["GET /", 431, [HOST, `X: ${"a".repeat(20_000)}`]],
  ["POST /", 400, [HOST, "Content-Length: 5", "Transfer-Encoding: chunked"]],
  ["POST /", 417, [HOST, "Expect: a miracle"]],
])("S-12: %s is answered %i with the shape of every error", async (line, status, headers) => {
  const answer = await request(line, ...headers);
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/^x-request-id: [0-9a-f-]{36}$/im);
  expect(head).toMatch(/^content-type: application\/json; charset=utf-8$/im);
  expect(/\{.*\}/.exec(body)?.[0] ?? "").toMatch(/^\{"error":"[A-Z][A-Za-z ]+"\}$/);
  if (status === 405) expect(head).toMatch(/^allow: GET, HEAD, POST$/im);
});

test.each<[string, Record<string, string>]>([
  ["demo", {}],
  ["live", { PLAID_CLIENT_ID: "id", PLAID_SECRET: "secret" }],
])("S-26: what is refused here has the headers of every answer (%s)", async (mode, env) => {
  const own = await anyPort();
  const child = await startServer(own, "", env);
  const refused = [
    "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    `CONNECT a:80 HTTP/1.1\r\n${HOST}\r\n\r\n`,
    `GET / HTTP/1.1\r\n${HOST}\r\nX: ${"a".repeat(20_000)}\r\n\r\n`,
  ];
  const answers = await Promise.all(refused.map((text) => send(text, own))).finally(() => child.kill("SIGKILL"));
  for (const answer of answers) {
    const [head = ""] = answer.split("\r\n\r\n");
    const headers = Object.fromEntries(
      head.split("\r\n").map((line) => [line.split(":")[0]?.toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
    );
    expect(headers).toMatchObject(securityHeaders(mode === "live" ? "live" : "demo"));
    expect("strict-transport-security" in headers).toBe(mode === "live");
  }
});

test("S-12: whoever is refused and does not hang up is hung up on", async () => {
  const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("data", () => {});
  // A connection that the other side has given up resets whoever goes on writing to it.
  const isGone = new Promise((done) => socket.on("error", done));
  socket.write(`CONNECT a:80 HTTP/1.1\r\n${HOST}\r\n\r\n`);
  await new Promise((done) => socket.on("end", done));
  const writing = setInterval(() => socket.write("x"), 100);
  await isGone.finally(() => clearInterval(writing));
  socket.destroy();
}, 10_000);

test.each([
  ["GET /", "GET"],
  ["OPTIONS /api/x", "OPTIONS"],
  ["DELETE /api/x", "DELETE"],
  ["TRACE /", "OPTIONS"],
  ["PROPFIND /api/x", "OPTIONS"],
])("S-12: %s goes through as %s", async (line, method) => {
  const answer = await request(line, HOST);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain(`through as ${method}`);
});

test("S-33: the app learns the socket's address, and no other that a caller names", async () => {
  expect(await request("GET /", HOST, "X-Client-Address: 198.51.100.1")).toMatch(/from 127\.0\.0\.1$/m);
});

/** What the app sees of a header. */
const seenBy = (name: string, ...headers: string[]) => seenAt("/", name, ...headers);
const seenAt = async (path: string, name: string, ...headers: string[]) => {
  const [, body = ""] = (await request(`GET ${path}`, HOST, ...headers)).split("\r\n\r\n");
  return (JSON.parse(/^\{.*\}$/m.exec(body)?.[0] ?? "{}") as Record<string, string>)[name];
};

test.each<[string[], string]>([
  [["Bearer a"], "Bearer a"],
  [["Bearer a", "Bearer a"], "Bearer a"],
  [["Bearer a", "Bearer b"], "Bearer a, Bearer b"],
  [["Bearer a", ""], "Bearer a, "],
])("S-21: of several Authorization headers the app sees each that differs: %j", async (given, seen) => {
  expect(await seenBy("authorization", ...given.map((one) => `authorization: ${one}`))).toBe(seen);
});

test.each([
  ["/", "1"],
  ["/apis", "1"],
  ["/api", undefined],
  ["/api/health", undefined],
  ["/api?x", undefined],
  ["/a/../api/health", undefined],
])("S-26: what Next's client asks for is asked for at %s: %s", async (path, seen) => {
  expect(await seenAt(path, "rsc", "RSC: 1")).toBe(seen);
});

test.each([
  ["1", "1"],
  ["2", undefined],
  ["3", undefined],
  ["1, 2", undefined],
  ["x", undefined],
])(
  "S-32: no page is rendered in a way that the app has none for: of a prefetch of kind %s the app sees %s",
  async (kind, seen) => {
    expect(await seenBy("next-router-prefetch", "RSC: 1", `Next-Router-Prefetch: ${kind}`)).toBe(seen);
  },
);

const nested = (depth: number): string => (depth === 0 ? '["",{}]' : `["",{"children":${nested(depth - 1)}}]`);

test.each<[string, boolean]>([
  [nested(0), true],
  [nested(30), true],
  ['["",{"children":[["id","7","d",null],{"children":["__PAGE__",{}]}]},null,null,16]', true],
  ['["",{"children":[["id","7","di(..)(..)",["a"]],{}]},["/a","?b"],"refetch",null,"x"]', true],
  ["{", false],
  ["%", false],
  ["", false],
  ["null", false],
  ["{}", false],
  ["[]", false],
  ['["",[]]', false],
  ['["",{"children":7}]', false],
  ['[["id","7","x",null],{}]', false],
  ['[["id","7","d"],{}]', false],
  ['["",{},["/a"]]', false],
  ['["",{},null,"again"]', false],
  ['["",{},null,null,"16"]', false],
  ['["",{},null,null,16,"x",7]', false],
  [nested(200), false],
])(
  "S-12: what Next's client says is on the screen goes through where Next can read it, else it is as if unsaid: %s",
  async (state, isRead) => {
    const written =
      state === "%" ? state : encodeURIComponent(state).replace(/%(?:5B|5D|7B|7D|22|2C|3A)/g, decodeURIComponent);
    if (isRead) expect(() => parseAndValidateFlightRouterState(written)).not.toThrow();
    expect(await seenBy("next-router-state-tree", `Next-Router-State-Tree: ${written}`)).toBe(
      isRead ? written : undefined,
    );
  },
);

/** Sends a body without end; what came back until the connection was closed, and how much of it was taken. */
const uploadEndlessly = (head: string) =>
  new Promise<{ answer: string; sentBytes: number }>((done) => {
    const chunk = `10000\r\n${"a".repeat(65_536)}\r\n`;
    let answer = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.write(`${head}\r\n${HOST}\r\n`));
    const write = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.on("connect", () => socket.write("Transfer-Encoding: chunked\r\n\r\n", write)).on("drain", write);
    socket.on("data", (data) => (answer += data)).on("error", () => {});
    socket.on("close", () => done({ answer, sentBytes: socket.bytesWritten - socket.writableLength }));
  });

test.each([
  ["by the app", "POST /api/refused HTTP/1.1", /^HTTP\/1\.1 401 .*unread/s],
  ["here", "POST //refused HTTP/1.1", /^HTTP\/1\.1 404 .*Not Found"/s],
  ["by an app that reads all", "POST /api/x HTTP/1.1", /^HTTP\/1\.1 200 .*through as POST/s],
])(
  "S-13: a body without end that is answered %s is taken no further, and its sender hung up on",
  async (_who, line, told) => {
    const { answer, sentBytes } = await uploadEndlessly(line);
    expect(answer).toMatch(told);
    expect(answer).toMatch(/^connection: close\r$/im);
    // What the kernel holds for both sides is most of it.
    expect(sentBytes).toBeLessThan(16_000_000);
  },
  10_000,
);

test("S-13: whoever sends a whole body before reading why it was refused gets to read it", async () => {
  const bytes = 250_000;
  const answer = await new Promise<string>((done, failed) => {
    let text = "";
    const socket = net.connect(port, "127.0.0.1").pause();
    socket.write(`POST /api/refused HTTP/1.1\r\n${HOST}\r\nContent-Length: ${bytes}\r\n\r\n`);
    const halves = [0, 1].map(() => "a".repeat(bytes / 2));
    // The answer is there, and the other side is done with the connection, before the second half is sent.
    socket.write(halves[0] ?? "");
    socket.once("readable", () => {
      socket.write(halves[1] ?? "", () => {
        socket.on("data", (data) => (text += data));
      });
    });
    socket.on("error", failed).on("end", () => done(text));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 401 .*unread/s);
});

test("S-13: a small body that is all there costs nobody the connection, read or not", async () => {
  const post = (path: string) => `POST ${path} HTTP/1.1\r\n${HOST}\r\nContent-Length: 2\r\n\r\nab`;
  const answers = await new Promise<string[]>((done, failed) => {
    const texts: string[] = [];
    const socket = net.connect(port, "127.0.0.1", () => socket.write(post("/api/refused")));
    socket.on("data", (data) => {
      texts.push(String(data));
      if (texts.length === 3) socket.destroy();
      else socket.write(post(texts.length === 1 ? "/api/x" : "/api/refused"));
    });
    socket.on("error", failed).on("close", () => done(texts));
  });
  expect(answers).toHaveLength(3);
  for (const answer of answers) expect(answer).toMatch(/^connection: keep-alive\r$/im);
});

test("S-12: requests that are sent without waiting are taken one after the other, and none once nobody waits", async () => {
  const one = (path: string) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n\r\n`;
  const all = await send(`${one("/").repeat(5)}GET / HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`);
  expect(all.match(/^through as GET/gm)).toHaveLength(6);
  // More than may wait: hung up on, though the first is never answered.
  expect(await send(one("/api/held/first").repeat(40))).toBe("");
  expect(await heldBy()).toEqual(["/api/held/first"]);
  await request("GET /api/release", HOST);
});

/** Which pages the app is at work on. */
const heldBy = async (to = port) => {
  const answer = await send(`GET /api/held HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`, to);
  return answer.split("\r\n\r\n")[1]?.split(" ");
};

test("S-12: of a crowd's pages four are worked on at a time: each asker in turn, nobody's who hung up", async () => {
  const other = await anyPort();
  const child = await startServer(other, "", { TRUST_PROXY_HOPS: "1" });
  const open = async (page: string, from: string) => {
    const socket = net.connect(other, "127.0.0.1").resume();
    socket.on("error", () => {}).write(`GET ${page} HTTP/1.1\r\n${HOST}\r\nX-Forwarded-For: ${from}\r\n\r\n`);
    // Answered after what came before it is taken.
    await heldBy(other);
    return socket;
  };
  const pages = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `/held/${from + at}`);
  let part = 0;
  const ofOneSite = () => `[2001:db8:1:${(part++).toString(16)}::1]:80`;
  // One that is being read no longer counts, however slowly it is.
  for (const page of pages(1, 5)) await open(page.replace("held", "begun"), ofOneSite());
  for (const page of pages(1, 4)) await open(page, ofOneSite());
  const gone = await open("/held/5", ofOneSite());
  for (const page of pages(6, 12)) await open(page, ofOneSite());
  await open("/held/of-another", "203.0.113.2");
  gone.destroy();
  expect(await heldBy(other)).toEqual(pages(1, 4));
  await send(`GET /api/release HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`, other);
  const next = ["/held/of-another", ...pages(6, 8)];
  await vi.waitFor(async () => expect(await heldBy(other)).toEqual(next), { interval: 20 });
  // Whatever these wait for, the others' turn comes.
  await vi.waitFor(async () => expect(await heldBy(other)).toHaveLength(8), { timeout: 10_000 });
  child.kill("SIGKILL");
});

test("S-12: a page takes no body, and waits for none", async () => {
  const answer = await send(`POST /page HTTP/1.1\r\n${HOST}\r\nContent-Length: 5\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 .*through as POST/s);
  expect(answer).toMatch(/^connection: close\r$/im);
  const smuggled = `POST /page HTTP/1.1\r\n${HOST}\r\nContent-Length: 70\r\n\r\nGET /smuggled HTTP/1.1\r\n${HOST}\r\n\r\n`;
  expect((await send(smuggled)).match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
});

test("S-12: an upgrade nobody offers is a plain request", async () => {
  const answer = await send(`GET / HTTP/1.1\r\n${HOST}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

test("S-12: there is an end to how many connections a process holds; one past it is closed at once", async () => {
  const other = await anyPort();
  // As many as there may be would take a port of this machine each.
  const child = await startServer(other, "server.maxConnections /= 5_000;");
  const connect = () => net.connect(other, "127.0.0.1").resume();
  const held = [connect(), connect()];
  await Promise.all(held.map((socket) => new Promise((done) => socket.once("connect", done))));
  const well = `GET / HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`;
  expect(await send(well, other)).toBe("");
  const closed = new Promise((done) => held[0]?.once("close", done));
  held[0]?.write(well);
  await closed;
  expect(await send(well, other)).toMatch(/^HTTP\/1\.1 200 /);
  held[1]?.destroy();
  child.kill("SIGKILL");
});

test("S-12: a connection that says nothing is closed with 408", async () => {
  const startedAt = Date.now();
  expect(await send("GET / HTTP/1.1\r\nHost: lo")).toMatch(/^HTTP\/1\.1 408 /);
  expect(Date.now() - startedAt).toBeLessThan(25_000);
}, 40_000);

test("R-16: after SIGTERM a request under way is answered, whatever else stalls, and nobody else is let in", async () => {
  const other = await anyPort();
  const child = await startServer(other);
  const answered = new Promise<string>((done) => {
    let answer = "";
    const socket = net.connect(other, "127.0.0.1", () =>
      socket.write(`POST /api/x HTTP/1.1\r\n${HOST}\r\nContent-Length: 2\r\n\r\na`),
    );
    socket.on("data", (chunk) => (answer += chunk)).on("error", () => {});
    socket.on("close", () => done(answer));
    setTimeout(() => child.kill("SIGTERM"), 300);
    setTimeout(() => socket.write("b"), 1_500);
  });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  await new Promise((done) => setTimeout(done, 1_000));
  await expect(fetch(`http://127.0.0.1:${other}/`)).rejects.toThrow();
  expect(await answered).toMatch(/^HTTP\/1\.1 200 .*through/s);
  expect(await ended).toBe(0);
}, 40_000);

test("R-16: after SIGTERM work goes on whose caller was answered, and the process ends with it", async () => {
  const other = await anyPort();
  const promise = `
    const { promised, due } = globalThis[Symbol.for("plaid-investments.stop")];
    const work = new Promise((done) => process.once("SIGTERM", () => setTimeout(done, 1_000)));
    promised.add(work);
    work.then(() => { console.log(due.signal.aborted ? "cut off" : "finished"); promised.delete(work); });`;
  const child = await startServer(other, promise);
  const told = new Promise<string>((done) => child.stdout?.once("data", (data) => done(String(data).trim())));
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const startedAt = Date.now();
  child.kill("SIGTERM");
  expect(await told).toBe("finished");
  expect(await ended).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test("S-12: a stalled upload does not keep the process alive after SIGTERM", async () => {
  const other = await anyPort();
  const child = await startServer(other);
  const socket = net.connect(other, "127.0.0.1", () =>
    socket.write(`POST /api/x HTTP/1.1\r\n${HOST}\r\nContent-Length: 9\r\n\r\nabc`),
  );
  socket.on("error", () => {});
  await new Promise((done) => setTimeout(done, 300));
  const startedAt = Date.now();
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  await ended;
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test("a process whose launcher is killed ends", async () => {
  const other = await anyPort();
  const guard = resolve("scripts/http-guard.cjs");
  const launcher = `
    const { spawn } = require("node:child_process");
    const env = { ...process.env, PLAID_INVESTMENTS_LAUNCHER: String(process.pid) };
    const child = spawn(process.execPath, ["--require", ${JSON.stringify(guard)}, "-e", ${JSON.stringify(SERVER)}, ${JSON.stringify(String(other))}], { env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
    child.stdout.once("data", () => console.log(child.pid));`;
  const parent = spawn(process.execPath, ["-e", launcher], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = Number(await new Promise((done) => parent.stdout?.once("data", done)));
  parent.kill("SIGKILL");
  const isAlive = () => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  for (const deadline = Date.now() + 25_000; isAlive() && Date.now() < deadline; )
    await new Promise((done) => setTimeout(done, 100));
  expect(isAlive()).toBe(false);
}, 40_000);
