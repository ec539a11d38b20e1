// The edge of the running app as an attacker and an odd client meet it, byte by byte.
import {
  breakOff,
  exchangeBytes,
  type RawAnswer,
  type RawRequest,
  sendRaw,
  uploadEndlessly,
} from "./fixtures/raw-http";
import { brokenLogLines } from "./fixtures/secrets";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";
import { LocalPlaid } from "./pages/local-plaid";

const REST = "/api/plaid/investments";
/** The call of Plaid that the requests below would lead to. */
const LINK_TOKEN = "/link/token/create";
const JSON_TYPE = { "content-type": "application/json" };

/** One request of each class; each is answered well when nothing is odd about it. */
const CLASSES = {
  page: { target: "/" },
  rest: { method: "POST", target: `${REST}/generate_link_token`, headers: JSON_TYPE, body: '{"user_id":"edge"}' },
  query: { target: "/api/trpc/items.list" },
  mutation: { method: "POST", target: "/api/trpc/link.generateLinkToken", headers: JSON_TYPE, body: "{}" },
  static: { target: "/icon.svg" },
} as const satisfies Record<string, RawRequest>;

const withHeaders = (request: RawRequest, headers: RawRequest["headers"]): RawRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

/** The headers of S-26, which every answer bears, whatever its class. */
function expectSecured(answer: RawAnswer, what: string): void {
  const { headers } = answer;
  const told = Object.fromEntries(
    ["x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy"].map(
      (name) => [name, headers.get(name)],
    ),
  );
  expect.soft(told, what).toEqual({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "cross-origin-resource-policy": "same-origin",
  });
  expect.soft(headers.get("permissions-policy"), what).toContain("camera=()");
  expect.soft(headers.get("content-security-policy"), what).toContain("default-src 'none'");
  expect.soft(headers.get("content-security-policy"), what).toContain("frame-ancestors 'none'");
  expect.soft(headers.get("x-request-id"), what).toMatch(/^[0-9a-f-]{36}$/);
  expect.soft(headers.get("x-powered-by"), what).toBeNull();
  expect.soft(headers.get("strict-transport-security"), `${what}: the demo has no HTTPS`).toBeNull();
}

/** Sends every case, and compares status and, of errors, the whole body. */
async function expectAnswers(
  stack: Stack,
  cases: readonly [what: string, RawRequest, status: number, text?: string][],
) {
  for (const [what, request, status, text] of cases) {
    const answer = await sendRaw(stack, request);
    expect.soft(answer.status, what).toBe(status);
    if (text !== undefined) {
      expect.soft(answer.body, what).toBe(request.method === "HEAD" ? "" : JSON.stringify({ error: text }));
      expect.soft(answer.headers.get("content-type"), what).toBe("application/json; charset=utf-8");
      expect.soft(answer.headers.get("cache-control"), what).toBe("no-store");
    }
    expectSecured(answer, what);
  }
}

test("S-09: only this machine's names are answered, by every class of address", async ({ stack }) => {
  const { port } = new URL(stack.url);
  const ours = [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, "LOCALHOST", "localhost:1"];
  const others = [
    ...["evil.example", `evil.example:${port}`, "localhost.evil.example", "127.0.0.1.evil.example", "localhost."],
    ...["127.0.0.2", "0.0.0.0", "[::]", "2130706433"],
  ];
  const malformed = [
    "",
    null,
    "user@localhost",
    "localhost:99999",
    "localhost, evil.example",
    ["localhost", "localhost"],
  ];
  for (const [name, request] of Object.entries(CLASSES)) {
    const cases = (hosts: readonly (string | null | string[])[], status: number, text?: string) =>
      hosts.map((host): [string, RawRequest, number, string?] => [
        `${name} of Host ${JSON.stringify(host)}`,
        withHeaders(request, { host }),
        status,
        text,
      ]);
    await expectAnswers(stack, cases(ours, 200));
    await expectAnswers(stack, cases(others, 421, "Misdirected Request"));
    await expectAnswers(stack, cases(malformed, 400, "Bad Request"));
  }
});

test("S-09: what a proxy claims about the host is not believed", async ({ stack }) => {
  const claims = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" };
  for (const [name, request] of Object.entries(CLASSES)) {
    const answer = await sendRaw(stack, withHeaders(request, claims));
    expect.soft(answer.status, name).toBe(200);
    expect.soft(`${[...answer.headers].join()} ${answer.body}`, name).not.toContain("evil.example");
    const other = { host: "evil.example", "x-forwarded-host": "localhost", forwarded: "host=localhost" };
    expect.soft((await sendRaw(stack, withHeaders(request, other))).status, name).toBe(421);
  }
  const skips = { host: "evil.example", "x-middleware-subrequest": Array(5).fill("src/proxy").join(":") };
  expect((await sendRaw(stack, withHeaders(CLASSES.page, skips))).status).toBe(421);
});

test("S-05, S-09: by no header of Next's own does it answer in the app's place", async ({ stack }) => {
  const words = {
    ...{
      "x-middleware-prefetch": "1",
      "x-middleware-rewrite": "/icon.svg",
      "x-nextjs-data": "1",
      "x-now-route-matches": "1=x",
    },
    ...{
      "x-matched-path": "/icon.svg",
      "x-invoke-path": "/icon.svg",
      "x-invoke-status": "500",
      "x-prerender-revalidate": "x",
    },
  };
  for (const [name, request] of Object.entries(CLASSES)) {
    const { status, headers, body } = await sendRaw(stack, request);
    for (const [header, value] of Object.entries(words)) {
      const what = `${name} with ${header}`;
      const answer = await sendRaw(stack, withHeaders(request, { [header]: value }));
      expect
        .soft([answer.status, answer.headers.get("content-type")], what)
        .toEqual([status, headers.get("content-type")]);
      expect.soft(answer.body.length, what).toBeGreaterThan(body.length / 2);
      expectSecured(answer, what);
    }
  }
});

test("S-10: another site may open a page, and neither read nor change anything", async ({ stack }) => {
  const plaid = new LocalPlaid(stack);
  const { origin, port } = new URL(stack.url);
  const foreign: Record<string, string>[] = [
    ...["http://evil.example", "null", `http://localhost:${Number(port) + 1}`, `https://localhost:${port}`].map(
      (from) => ({
        origin: from,
      }),
    ),
    ...["cross-site", "same-site", "anything"].map((site) => ({ "sec-fetch-site": site })),
  ];
  const before = await plaid.callCount(LINK_TOKEN);
  for (const headers of foreign) {
    const what = JSON.stringify(headers);
    const { page, rest, query, mutation } = CLASSES;
    await expectAnswers(stack, [
      [`page, ${what}`, withHeaders(page, headers), 200],
      [`static, ${what}`, withHeaders(CLASSES.static, headers), 200],
      [`form to a page, ${what}`, withHeaders({ ...page, method: "POST" }, headers), 403, "Forbidden"],
      [`rest, ${what}`, withHeaders(rest, headers), 403, "Forbidden"],
      [`form to rest, ${what}`, withHeaders(rest, { ...headers, "content-type": "text/plain" }), 403, "Forbidden"],
      [`query, ${what}`, withHeaders(query, headers), 403, "Forbidden"],
      [`mutation, ${what}`, withHeaders(mutation, headers), 403, "Forbidden"],
    ]);
  }
  expect(await plaid.callCount(LINK_TOKEN)).toBe(before);
  const own: Record<string, string>[] = [{ origin }, { "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }];
  for (const headers of own)
    await expectAnswers(stack, [[JSON.stringify(headers), withHeaders(CLASSES.mutation, headers), 200]]);
});

test("S-10: however an address below /api is spelled, nobody else's name and no other site reaches it", async ({
  stack,
}) => {
  const spellings = [
    ...["/api", "/api/", "/api/health", "/api/health/", "/api/health?x=/", "/api/health.rsc", "/api/health.json"],
    ...[
      "/API/health",
      "/Api/health",
      "/%61pi/health",
      "/api%2fhealth",
      "/api/%68ealth",
      "/api/./health",
      "/api/x/../health",
    ],
    ...[
      "/api;x/health",
      "/_next/data/x/api/health.json",
      "/./api/health",
      "/x/../api/health",
      "/api/health.segments/a.segment.rsc",
    ],
  ];
  const dressed: Record<string, string>[] = [
    {},
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { "x-middleware-next": "1" },
  ];
  for (const target of spellings)
    for (const headers of dressed) {
      const what = `${target} ${JSON.stringify(headers)}`;
      await expectAnswers(stack, [
        [
          `${what}, another host`,
          { target, headers: { ...headers, host: "evil.example" } },
          421,
          "Misdirected Request",
        ],
        [
          `${what}, another site`,
          { method: "POST", target, headers: { ...headers, origin: "http://evil.example" } },
          403,
          "Forbidden",
        ],
      ]);
      const read = await sendRaw(stack, { target, headers: { ...headers, "sec-fetch-site": "cross-site" } });
      expect.soft([403, 404], what).toContain(read.status);
      expectSecured(read, what);
    }
});

test("S-10: a mutation takes JSON in a POST, and nothing that a form can send", async ({ stack }) => {
  const plaid = new LocalPlaid(stack);
  const before = await plaid.callCount(LINK_TOKEN);
  const { mutation } = CLASSES;
  const multipart = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n';
  const types = ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/x+json", null];
  await expectAnswers(stack, [
    ...types.map((type): [string, RawRequest, number, string] => [
      `tRPC, ${type}`,
      withHeaders(mutation, { "content-type": type }),
      415,
      "Unsupported Media Type",
    ]),
    [
      "tRPC, multipart",
      { ...mutation, headers: { "content-type": "multipart/form-data; boundary=x" }, body: multipart },
      415,
      "Unsupported Media Type",
    ],
    ["tRPC, a mutation by GET", { target: `${mutation.target}?input=%7B%7D` }, 405],
    ["REST, text", withHeaders(CLASSES.rest, { "content-type": "text/plain" }), 400, "Missing user_id"],
    [
      "REST, gzip",
      withHeaders({ ...CLASSES.rest, body: "\x1f\x8b" }, { "content-encoding": "gzip" }),
      400,
      "Missing user_id",
    ],
  ]);
  expect(await plaid.callCount(LINK_TOKEN)).toBe(before);
  await expectAnswers(stack, [["capitals", withHeaders(mutation, { "content-type": "APPLICATION/JSON" }), 200]]);
});

test("S-12: a method that an address does not have is 405, with those that it has", async ({ stack }) => {
  const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUERY"];
  const allowed = {
    "/": "GET, HEAD",
    "/icon.svg": "GET, HEAD",
    "/no-such-page": "GET, HEAD",
    "/api/health": "GET, HEAD",
    "/api/ready": "GET, HEAD",
    "/api/trpc/items.list": "GET, POST",
    [`${REST}/generate_link_token`]: "POST",
    [`${REST}/exchange_public_token`]: "POST",
    [`${REST}/refresh`]: "POST",
    [`${REST}/refresh_all`]: "POST",
    [`${REST}/refresh_runs/x`]: "GET",
  };
  for (const [target, allow] of Object.entries(allowed)) {
    for (const method of methods.filter((one) => !allow.split(", ").includes(one))) {
      const what = `${method} ${target}`;
      await expectAnswers(stack, [[what, { method, target }, 405, "Method Not Allowed"]]);
      expect.soft((await sendRaw(stack, { method, target })).headers.get("allow"), what).toBe(allow);
    }
  }
  await expectAnswers(stack, [
    ["CONNECT", { method: "CONNECT", target: "evil.example:80" }, 405, "Method Not Allowed"],
    ["a made-up method", { method: "FETCH" }, 400, "Bad Request"],
    ...methods.map((method): [string, RawRequest, number, string] => [
      `${method} of an unknown path below /api`,
      { method, target: "/api/unknown" },
      404,
      "Not Found",
    ]),
  ]);
});

test("S-12: odd requests are refused at once, in the form of all errors", async ({ stack }) => {
  const { origin } = new URL(stack.url);
  await expectAnswers(stack, [
    ["OPTIONS *", { method: "OPTIONS", target: "*" }, 400, "Bad Request"],
    ["absolute form", { target: `${origin}/` }, 400, "Bad Request"],
    ["absolute form, elsewhere", { target: "http://evil.example/" }, 400, "Bad Request"],
    ["two slashes", { target: "//evil.example" }, 404, "Not Found"],
    ["two slashes within", { target: "/api//health" }, 404, "Not Found"],
    ["a backslash", { target: "/\\evil.example" }, 404, "Not Found"],
    ["half an escape", { target: "/%" }, 400, "Bad Request"],
    ["half an escape below /api", { target: "/api/%zz" }, 400, "Bad Request"],
    ["dots", { target: "/..%2f..%2fetc/passwd" }, 404],
    ["NUL", { target: "/%00" }, 404],
    ["a server action", { method: "POST", headers: { "next-action": "x" }, body: "[]" }, 405, "Method Not Allowed"],
    ["two lengths", { method: "POST", headers: { "content-length": ["1", "2"] } }, 400, "Bad Request"],
    [
      "length and chunks",
      { method: "POST", headers: { "content-length": "1", "transfer-encoding": "chunked" } },
      400,
      "Bad Request",
    ],
    ["an expectation", { headers: { expect: "a miracle" } }, 417, "Expectation Failed"],
    ["20 kB of header", { headers: { x: "a".repeat(20_000) } }, 431, "Request Header Fields Too Large"],
    ["an upgrade that nobody offers", { headers: { connection: "upgrade, close", upgrade: "websocket" } }, 200],
  ]);
});

/** What stands on the line of each answer in `text`. */
const statusesIn = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

test("S-12: no shape of a request smuggles another one in", async ({ stack }) => {
  const plaid = new LocalPlaid(stack);
  const { host } = new URL(stack.url);
  const before = await plaid.callCount(LINK_TOKEN);
  const { target, body } = CLASSES.rest;
  const smuggled = `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  const chunked = "Transfer-Encoding: chunked";
  const shapes: Record<string, [headers: string, body: string]> = {
    "a length and chunks": [`Content-Length: 4\r\n${chunked}`, "0\r\n\r\n"],
    "chunks and a length": [`${chunked}\r\nContent-Length: 4`, "0\r\n\r\n"],
    "two lengths": ["Content-Length: 0\r\nContent-Length: 4", ""],
    "the same length twice": ["Content-Length: 0\r\nContent-Length: 0", ""],
    "a list of lengths": ["Content-Length: 0, 0", ""],
    "a signed length": ["Content-Length: +0", ""],
    "a negative length": ["Content-Length: -1", ""],
    "a length in hex": ["Content-Length: 0x0", ""],
    "a length with a space": ["Content-Length : 0", ""],
    "a header that is folded": ["X: a\r\n Content-Length: 4", ""],
    "an encoding that is folded": ["Transfer-Encoding:\r\n chunked", "0\r\n\r\n"],
    "an encoding with a space": ["Transfer-Encoding : chunked", "0\r\n\r\n"],
    "an unknown encoding": ["Transfer-Encoding: xchunked", "0\r\n\r\n"],
    "chunks that are not last": ["Transfer-Encoding: chunked, identity", "0\r\n\r\n"],
    "two encodings": [`${chunked}\r\nTransfer-Encoding: identity`, "0\r\n\r\n"],
    "an encoding with a vertical tab": ["Transfer-Encoding:\x0bchunked", "0\r\n\r\n"],
    "a chunk of no size": [chunked, "\r\n0\r\n\r\n"],
    "a chunk of a signed size": [chunked, "+0\r\n\r\n"],
    "a chunk of a huge size": [chunked, "fffffffffffffffff\r\n"],
    "lines that end in LF": ["X: a\nContent-Length: 0", ""],
    "a NUL": ["X: \0", ""],
    "a header without a name": [": a", ""],
    "a header without a colon": ["X", ""],
  };
  for (const [what, [headers, sent]] of Object.entries(shapes)) {
    const head = `POST /api/health HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n\r\n`;
    expect.soft(statusesIn(await exchangeBytes(stack, `${head}${sent}${smuggled}`)), what).toEqual([400]);
  }
  expect(await plaid.callCount(LINK_TOKEN)).toBe(before);

  const well = `GET /api/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  expect(statusesIn(await exchangeBytes(stack, `${well}${well}${smuggled}`))).toEqual([200, 200, 200]);
  expect(await plaid.callCount(LINK_TOKEN)).toBe(before + 1);
});

test("S-12: whoever is slow, with the head or the body, is let go in bounded time", async ({ stack }) => {
  const { host } = new URL(stack.url);
  const { target } = CLASSES.rest;
  const post = `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  const slow = {
    nothing: "",
    "half a request line": "GET /api/he",
    "half a head": `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX: `,
    "half a body": `${post}Content-Length: 100\r\n\r\n{"user_id":`,
    "half a chunk": `${post}Transfer-Encoding: chunked\r\n\r\n40\r\n{"user_id":`,
    "half a body for a page": `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\na`,
  };
  const closed = Object.entries(slow).map(async ([what, text]) => {
    const statuses = statusesIn(await exchangeBytes(stack, text, 45_000));
    expect
      .soft(
        statuses.every((status) => status < 500),
        `${what}: ${statuses}`,
      )
      .toBe(true);
  });
  await Promise.all(closed);
});

test("S-13: a body of 64 KiB is read, one byte more is refused, also in chunks; so are depth and batches", async ({
  stack,
}) => {
  const sized = (bytes: number) => `{"user_id":"edge","x":"${"a".repeat(bytes - 25)}"}`;
  const nested = (depth: number) => `{"user_id":"edge","x":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
  for (const name of ["rest", "mutation"] as const) {
    for (const isChunked of [false, true]) {
      const sent = (body: string) => ({ ...CLASSES[name], body, isChunked });
      await expectAnswers(stack, [
        [`${name} 64 KiB ${isChunked}`, sent(sized(65_536)), 200],
        [`${name} 64 KiB + 1 ${isChunked}`, sent(sized(65_537)), 413, "Payload Too Large"],
        [`${name} 3 MB ${isChunked}`, sent(sized(3_000_000)), 413, "Payload Too Large"],
      ]);
    }
  }
  for (const isChunked of [false, true]) {
    // Signed by nobody, so none of it is read.
    const webhook = (bytes: number) => ({
      ...{ method: "POST", target: "/api/plaid/webhook", body: "x".repeat(bytes), isChunked },
      headers: { ...JSON_TYPE, "plaid-verification": "a.b.c" },
    });
    await expectAnswers(stack, [
      [`webhook 256 KiB ${isChunked}`, webhook(262_144), 401, "Unauthorized"],
      [`webhook 256 KiB + 1 ${isChunked}`, webhook(262_145), 401, "Unauthorized"],
    ]);
  }
  const batch = (size: number) => ({ target: `/api/trpc/${Array(size).fill("items.list")}?batch=1&input=%7B%7D` });
  const mutations = (size: number) => ({
    ...{ ...CLASSES.mutation, body: JSON.stringify(Object.fromEntries(Array(size).fill({}).entries())) },
    target: `/api/trpc/${Array(size).fill("link.generateLinkToken")}?batch=1`,
  });
  await expectAnswers(stack, [
    ["depth 32", { ...CLASSES.rest, body: nested(32) }, 200],
    ["depth 33", { ...CLASSES.rest, body: nested(33) }, 400, "Bad Request"],
    ["depth 32 over tRPC", { ...CLASSES.mutation, body: nested(32) }, 200],
    ["depth 33 over tRPC", { ...CLASSES.mutation, body: nested(33) }, 400, "Bad Request"],
    ["a batch of 10", batch(10), 200],
    ["a batch of 11", batch(11), 400],
    ["a batch of 11 mutations", mutations(11), 400],
  ]);
});

test("S-13: whoever is answered before a body has ended sends no more of it, and a small one costs nobody the connection", async ({
  stack,
}) => {
  const post = { method: "POST", headers: JSON_TYPE };
  const cases: [what: string, RawRequest, status: number][] = [
    ["too large", { ...post, target: CLASSES.rest.target }, 413],
    ["too large, over tRPC", { ...post, target: CLASSES.mutation.target }, 413],
    ["another host", { ...post, target: CLASSES.rest.target, headers: { host: "evil.example" } }, 421],
    ["another site", { ...post, target: "/", headers: { origin: "http://evil.example" } }, 403],
    ["no such route", { ...post, target: "/api/unknown" }, 404],
    ["two slashes", { ...post, target: "//unknown" }, 404],
    ["no signature", { ...post, target: "/api/plaid/webhook" }, 401],
    ["a page", { ...post, target: "/" }, 405],
    ["a page that is read", { target: "/" }, 200],
    ["a static file", { target: "/icon.svg" }, 200],
  ];
  for (const [what, request, status] of cases) {
    const { answer, sentBytes } = await uploadEndlessly(stack, request);
    expect.soft(answer.status, what).toBe(status);
    expect.soft(answer.headers.get("connection"), what).toBe("close");
    // Most of it lies in the kernel's buffers.
    expect.soft(sentBytes, what).toBeLessThan(16_000_000);
    expectSecured(answer, what);
  }
  const { host } = new URL(stack.url);
  const small = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  const refused = `POST /api/plaid/webhook HTTP/1.1\r\nHost: ${host}\r\n${small}`;
  const last = `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  expect(statusesIn(await exchangeBytes(stack, `${refused}${refused}${last}`))).toEqual([401, 401, 200]);
});

test("S-32: whatever a request holds, its line in the log is one line of JSON of at most 8 kB", async ({ stack }) => {
  const odd = [
    "\r\nforged",
    '\n{"level":"info","msg":"forged"}',
    "\u001b[31mred",
    "\u2028",
    "\0",
    '"',
    "\\",
    "x".repeat(60_000),
  ];
  const path = encodeURIComponent(odd.join("").slice(0, 2_000));
  const requests: RawRequest[] = [
    ...odd.map((id) => ({
      ...CLASSES.rest,
      target: `${REST}/refresh`,
      body: JSON.stringify({ user_id: "u", item_id: id }),
    })),
    ...[`/api/${path}`, `/${path}`, `${REST}/refresh_runs/${path}`, `/api/trpc/${path}`].map((target) => ({ target })),
    { target: "/api/health", headers: { "x-request-id": "a\x1b[31m", "user-agent": "\x1b]0;title\x07" } },
  ];
  for (const request of requests) {
    const requestId = (await sendRaw(stack, request)).headers.get("x-request-id") ?? "";
    expect.soft(requestId, request.target).toMatch(/^[0-9a-f-]{36}$/);
    // Some of these paths reach no route: Next refuses them by itself.
    const isLogged = () => stack.output().includes(requestId);
    if (request.method === "POST") await expect.poll(isLogged, request.target).toBe(true);
  }
  expect(brokenLogLines(stack)).toEqual([]);
  expect(stack.output()).not.toMatch(/^(?:forged|\{"level":"info","msg":"forged")/m);
});

test("S-32: what anybody may send, or leave unsent, makes no line that somebody has to look into", async ({
  stack,
}) => {
  const before = stack.output().length;
  const prefetch = (kind: string) => ({ rsc: "1", "next-router-prefetch": kind });
  for (const kind of ["1", "2", "3"])
    expect((await sendRaw(stack, { target: "/no-such-page", headers: prefetch(kind) })).status, kind).toBe(404);
  for (const target of [CLASSES.mutation.target, CLASSES.rest.target, "/", "/no-such-page"])
    await breakOff(stack, { method: "POST", target, headers: JSON_TYPE, body: '{"user_id":"edge"}' });
  const last = (await sendRaw(stack, CLASSES.rest)).headers.get("x-request-id") ?? "";
  await expect.poll(() => stack.output().includes(last)).toBe(true);
  expect(stack.output().slice(before)).not.toMatch(/"level":"error"/);
});

test("S-26: static files and what is not there bear the headers too", async ({ stack }) => {
  const page = await sendRaw(stack, { target: "/" });
  const script = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? "/_next/none";
  const tag = (await sendRaw(stack, { target: script })).headers.get("etag");
  await expectAnswers(stack, [
    ["a script", { target: script }, 200],
    ["a script that is known", { target: script, headers: { "if-none-match": tag } }, 304],
    ["a part that it has not", { target: script, headers: { range: "bytes=999999999-" } }, 200],
    ["another version", { target: script, headers: { "if-match": '"none"' } }, 200],
    [
      "an older version",
      { target: "/icon.svg", headers: { "if-unmodified-since": "Mon, 01 Jan 2001 00:00:00 GMT" } },
      200,
    ],
    ["a script that is gone", { target: "/_next/static/none.js" }, 404],
    ["the image service", { target: "/_next/image?url=%2Ficon.svg&w=64&q=75" }, 404],
    ["no such page", { target: "/no-such-page" }, 404],
    ["a page's data, asked for wrongly", { target: "/holdings", headers: { rsc: "1" } }, 307],
    ["a probe", { target: "/api/health" }, 200],
    ["readiness", { target: "/api/ready" }, 200],
    ["no such procedure", { target: "/api/trpc/none.such" }, 404],
    ["a form for a script", { method: "POST", target: script, body: "a=b" }, 405, "Method Not Allowed"],
    ["options of a script", { method: "OPTIONS", target: script }, 405, "Method Not Allowed"],
  ]);
  for (const target of ["/api", "/api/health", "/api/health?x", "/api/unknown", "/api/trpc/items.list"]) {
    const answer = await sendRaw(stack, { target, headers: { rsc: "1" } });
    expect.soft(answer.status, target).toBe((await sendRaw(stack, { target })).status);
    expect.soft(answer.headers.get("cache-control"), target).toBe("no-store");
  }
  expect(page.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[^']{24}' 'strict-dynamic'/);
});
