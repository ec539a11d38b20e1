// What tRPC's route takes, and how it tells a failure.
import { describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/trpc/[trpc]/route";
import { startTestApp } from "@/testing/app";
import { ownRequest } from "@/testing/own-request";

const app = await startTestApp();
const BASE = "http://localhost:3000/api/trpc";
const JSON_TYPE = { "content-type": "application/json" };

type Failure = { error: { message: string; data: Record<string, unknown> } };

const post = (path: string, body: BodyInit | null, headers: Record<string, string> = JSON_TYPE) =>
  POST(ownRequest(`${BASE}/${path}`, { method: "POST", headers, body, duplex: "half" } as RequestInit));
const get = (path: string) => GET(ownRequest(`${BASE}/${path}`));
const links = async () => app.plaid.exchanges.filter((one) => one.path === "/link/token/create").length;

async function expectRefused(response: Response, status: number, error: string): Promise<void> {
  expect({ status: response.status, body: await response.json() }).toEqual({ status, body: { error } });
}

test("a query and a mutation, plain JSON, never stored by anyone on the way", async () => {
  const answers = [
    await get("items.list"),
    await post("link.generateLinkToken", "{}"),
    await post("link.generateLinkToken", null),
    await post("link.generateLinkToken", "{}", { "content-type": "Application/JSON; charset=utf-8" }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
  expect(await answers[1]?.json()).toEqual({
    result: { data: { linkToken: expect.stringMatching(/^link-sandbox-/) } },
  });
});

describe("S-10: what a form of another site could send", () => {
  const form = new FormData();
  form.set("0", "{}");

  test.each<[string, BodyInit, Record<string, string>]>([
    ["multipart", form, {}],
    ["urlencoded", new URLSearchParams({ a: "b" }), {}],
    ["text", "{}", { "content-type": "text/plain" }],
    ["no type", new Uint8Array(2), {}],
    ["octets", "{}", { "content-type": "application/octet-stream" }],
    ["almost JSON", "{}", { "content-type": "application/jsonp" }],
  ])("%s is refused, without effect", async (_, body, headers) => {
    const before = await links();
    await expectRefused(await post("link.generateLinkToken", body, headers), 415, "Unsupported Media Type");
    expect(await links()).toBe(before);
  });

  test("a mutation by GET is refused, without effect", async () => {
    const before = await links();
    const response = await get("link.generateLinkToken?input=%7B%7D");
    expect(response.status).toBe(405);
    expect(await links()).toBe(before);
  });
});

describe("S-13: limits", () => {
  test("a body of 64 KiB is read, one byte more is refused, also in chunks", async () => {
    const sized = (bytes: number) => `{"x":"${"a".repeat(bytes - 8)}"}`;
    expect((await post("link.generateLinkToken", sized(65_536))).status).toBe(200);
    await expectRefused(await post("link.generateLinkToken", sized(65_537)), 413, "Payload Too Large");
    const chunks = new Blob([sized(65_537)]).stream();
    await expectRefused(await post("link.generateLinkToken", chunks), 413, "Payload Too Large");
  });

  test("depth 32 is read, 33 is refused", async () => {
    const nested = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`;
    expect((await post("link.generateLinkToken", nested(32))).status).toBe(200);
    await expectRefused(await post("link.generateLinkToken", nested(33)), 400, "Bad Request");
  });

  test("depth 32 of a query's input is read, 33 is refused, in a batch too", async () => {
    const ask = (depth: number, call = "items.list?") =>
      get(`${call}input=${encodeURIComponent(`${'{"0":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`)}`);
    expect((await ask(32)).status).toBe(200);
    await expectRefused(await ask(33), 400, "Bad Request");
    await expectRefused(await ask(33, "items.list,items.list?batch=1&"), 400, "Bad Request");
  });

  test("a batch of 10 is answered, one of 11 is refused whole", async () => {
    const batch = (size: number) => get(`${Array(size).fill("items.list").join()}?batch=1&input=%7B%7D`);
    const answered = await batch(10);
    expect(answered.status).toBe(200);
    expect(await answered.json()).toHaveLength(10);
    const refused = await batch(11);
    expect(refused.status).toBe(400);
    expect(refused.headers.get("content-type")).toBe("application/json");
    expect(await refused.json()).toMatchObject({ error: { message: "Bad Request" } });
  });
});

describe("failures", () => {
  const told = async (response: Response) => {
    const text = await response.text();
    expect(text).not.toMatch(/stack|node_modules|\.ts\b/);
    return { status: response.status, ...(JSON.parse(text) as Failure).error };
  };

  test("the error table's text, its code, and the request's id", async () => {
    const response = await post("refreshes.refreshItem", '{"itemId":"none"}');
    const requestId = response.headers.get("x-request-id");
    expect(await told(response)).toMatchObject({
      status: 404,
      message: "Investments account not found",
      data: { code: "NOT_FOUND", httpStatus: 404, appCode: "ITEM_NOT_FOUND", plaidErrorCode: null, requestId },
    });
  });

  test("Plaid's code where Plaid said why", async () => {
    app.sandbox.addFault({ path: "/link/token/create", kind: "error", code: "INVALID_FIELD" });
    expect(await told(await post("link.generateLinkToken", "{}"))).toMatchObject({
      status: 500,
      message: "Failed to generate link token",
      data: { appCode: "LINK_TOKEN_FAILED", plaidErrorCode: "INVALID_FIELD" },
    });
  });

  test.each([
    ["refreshes.getRun", { runId: "" }, "Invalid runId"],
    ["refreshes.getRun", {}, "Invalid runId"],
    ["refreshes.listRuns", { before: "a\u0000" }, "Invalid before"],
  ])("%s %j: a refused input names its field", async (path, input, message) => {
    const response = await get(`${path}?input=${encodeURIComponent(JSON.stringify(input))}`);
    expect(await told(response)).toMatchObject({ status: 400, message, data: { appCode: "INVALID_FIELD" } });
  });

  test.each([
    ["items.list?input=%7B", 200],
    ["nowhere", 404],
    ["__proto__", 404],
    ["items.list.toString", 404],
  ])("%s: %i", async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  test("an unexpected error is one constant text", async () => {
    await app.query("alter table item rename to item_away");
    const response = await get("items.list").finally(() => app.query("alter table item_away rename to item"));
    expect(await told(response)).toMatchObject({
      status: 500,
      message: "Internal Server Error",
      data: { code: "INTERNAL_SERVER_ERROR", appCode: "INTERNAL" },
    });
  });
});
