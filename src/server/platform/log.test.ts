import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError, ProviderError } from "@/domain/errors";
import { createLogger, type LogFields } from "@/server/platform/log";

const MAX_LINE_BYTES = 8_192;
const TOKEN = "access-sandbox-7c69d345-fda1-4f0e-b0d6-1a1f3e9d2c55";

function capture(secrets: readonly string[] = []) {
  const lines: string[] = [];
  const log = createLogger({ level: "debug", secrets, write: (line) => lines.push(line) });
  const only = () => {
    expect(lines).toHaveLength(1);
    return JSON.parse(lines[0] ?? "");
  };
  return { log, lines, only };
}

function expectOneValidLine(lines: readonly string[]) {
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES);
  expect(line.endsWith("\n")).toBe(true);
  expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  expect(JSON.parse(line)).toMatchObject({ level: "info", time: expect.any(String), msg: expect.any(String) });
}

test("S-32: CR, LF, ANSI, C1 and direction controls and lone surrogates stay inside one valid line", () => {
  const nasty = 'a\r\n{"level":"error"}\u001b[31m\u009b2J\u2028\u2029\u0085\u0000\u202e\u2067\ud800"\\';
  const { log, lines, only } = capture();
  log.child({ requestId: nasty }).info(nasty, { userId: nasty, [nasty]: nasty });
  expectOneValidLine(lines);
  expect(only()).toMatchObject({ msg: nasty, userId: nasty, requestId: nasty, [nasty]: nasty });
});

test("S-32: an id of 2 MB, in every place at once, makes one line of at most 8 kB", () => {
  for (const unit of ["x", "é", "💸", "\n", '"', "\ud800", "\u2028", "\u009b"]) {
    const huge = unit.repeat(2_000_000 / unit.length);
    const { log, lines } = capture();
    log
      .child({ requestId: huge, actor: huge })
      .info(huge, { userId: huge, itemId: [huge, { huge }], [huge]: 1, error: new Error(huge) });
    expectOneValidLine(lines);
  }
});

test("S-32: wide, deep, circular and hostile values make one line and never throw", () => {
  const circular: Record<string, unknown> = { name: "ring" };
  circular.self = circular;
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, "v".repeat(50)]));
  let deep: unknown = "bottom";
  for (let level = 0; level < 5_000; level += 1) deep = [deep, { deep }];
  const hostile = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  const getter = {
    get trap() {
      throw new Error("no");
    },
  };
  const toJson = {
    toJSON: () => {
      throw new Error("no");
    },
  };
  for (const value of [
    circular,
    wide,
    deep,
    hostile,
    getter,
    toJson,
    10n ** 30n,
    Symbol("s"),
    Number.NaN,
    new Map([[1, circular]]),
    Buffer.alloc(99_999),
  ]) {
    const { log, lines } = capture();
    log.info("odd value", { value });
    expectOneValidLine(lines);
  }
});

test("S-32: property: any fields, message and context make exactly one valid line", () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
  });
  const text = fc.string({ unit: "binary", maxLength: 20_000 });
  fc.assert(
    fc.property(
      text,
      fc.dictionary(fc.string({ unit: "binary" }), anything),
      fc.dictionary(fc.string(), text),
      (message, fields, context) => {
        const { log, lines } = capture();
        log.child(context).info(message, fields);
        expectOneValidLine(lines);
      },
    ),
    { numRuns: 300 },
  );
});

test("S-32: fields cannot pass for the line's own level, time or message", () => {
  const { log, only } = capture();
  log.info("real", { level: "error", time: "never", msg: "forged" });
  expect(only()).toMatchObject({ level: "info", msg: "real", level_: "error", time_: "never", msg_: "forged" });
});

test("S-17: Plaid's tokens are redacted wherever they stand", () => {
  const tokens = [
    TOKEN,
    "public-production-0f1e2d3c-aaaa-bbbb",
    "link-sandbox-33792986-2b9c-4b80-b1f2-518caaac6183",
    TOKEN.toUpperCase(),
  ];
  for (const token of tokens) {
    const { log, lines } = capture();
    const error = new Error(`rejected ${token}`);
    log.child({ requestId: token }).info(`token ${token}`, {
      itemId: `x${token}y`,
      [token]: 1,
      nested: [{ url: `https://host/path?x=${token}` }],
      padded: "p".repeat(2_030) + token,
      error,
    });
    expectOneValidLine(lines);
    expect(lines[0]?.toLowerCase()).not.toContain(token.slice(0, 22).toLowerCase());
  }
});

test("S-17: fields with the name of a secret are never written", () => {
  const canary = "canary-value";
  const names = [
    "accessToken",
    "access_token",
    "publicToken",
    "linkToken",
    "password",
    "PLAID-SECRET",
    "client_secret",
    "authorization",
    "Cookie",
    "set-cookie",
    "apiKey",
    "api_key",
    "Plaid-Verification-Signature",
    "token",
  ];
  for (const name of names) {
    const { log, lines } = capture();
    log.child({ [name]: canary }).info("event", { [name]: canary, body: { [name]: [canary] } });
    expect(lines[0]).toContain(name);
    expect(lines[0]).not.toContain(canary);
  }
});

test("S-17: the install's own secrets are redacted by value, and so are URL credentials and bearer keys", () => {
  const { log, lines } = capture(["s3cr3t-of-this-install"]);
  log.info("s3cr3t-of-this-install", {
    plain: "it is s3cr3t-of-this-install",
    url: "postgresql://app:hunter2hunter2@127.0.0.1:5432/demo",
    header: "Bearer abcdefgh.ijkl-mnop",
  });
  for (const canary of ["s3cr3t-of-this-install", "hunter2hunter2", "abcdefgh.ijkl"])
    expect(lines[0]).not.toContain(canary);
  expect(lines[0]).toContain("127.0.0.1:5432/demo");
});

test("S-18: of a foreign error only name, code, message and stack are written", () => {
  const foreign = Object.assign(new Error("Request failed with status code 400"), {
    name: "AxiosError",
    code: "ERR_BAD_REQUEST",
    config: { headers: { "PLAID-CLIENT-ID": "canary-client" }, data: "canary-body" },
    request: { path: "canary-path" },
    response: { data: { detail: "canary-answer" } },
    cause: new Error("canary-cause"),
  });
  const { log, lines, only } = capture();
  log.info("call failed", { error: foreign });
  expect(lines[0]).not.toContain("canary");
  expect(Object.keys(only().error).sort()).toEqual(["code", "message", "name", "stack"]);
  expect(only().error).toMatchObject({
    name: "AxiosError",
    code: "ERR_BAD_REQUEST",
    message: "Request failed with status code 400",
  });
});

test("S-18: an error of ours shows its cause, whose own chain ends there", () => {
  const failure = {
    kind: "plaid_error",
    path: "/item/get",
    errorType: "ITEM_ERROR",
    errorCode: "ITEM_LOGIN_REQUIRED",
    httpStatus: 400,
    requestId: "r1",
    displayMessage: null,
  } as const;
  const ours = capture();
  ours.log.info("failed", { error: new AppError("REFRESH_FAILED", { cause: new ProviderError(failure) }) });
  expect(ours.only().error).toMatchObject({
    code: "REFRESH_FAILED",
    cause: { name: "ProviderError", failure: { errorCode: "ITEM_LOGIN_REQUIRED" } },
  });

  const foreign = capture();
  const cause = new Error("socket hang up", { cause: new Error("canary-inner") });
  foreign.log.info("failed", { error: new AppError("INTERNAL", { cause }) });
  expect(foreign.only().error.cause).toMatchObject({ message: "socket hang up" });
  expect(foreign.lines[0]).not.toContain("canary");
});

test("levels below the chosen one are not written, and children carry their context", () => {
  const lines: string[] = [];
  const log = createLogger({ level: "warn", write: (line) => lines.push(line) });
  const child = log.child({ requestId: "r-1" }).child({ itemId: "i-1" });
  const unread: LogFields = {
    get trap(): never {
      throw new Error("fields of a line that is not written were read");
    },
  };
  child.info("quiet", unread);
  child.error("loud", { rows: 3 });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    msg: "loud",
    requestId: "r-1",
    itemId: "i-1",
    rows: 3,
  });
});

test("S-17: of an API key only the part that is no secret is told, wherever it stands", () => {
  const secret = "AZaz09_-".repeat(6).slice(0, 43);
  const { log, lines } = capture();
  log.info("told", { note: `with pi_production_0123456789abcdef_${secret}.` });
  expect(lines.join()).toContain("pi_production_0123456789abcdef_[redacted]");
  expect(lines.join()).not.toContain(secret);
});
