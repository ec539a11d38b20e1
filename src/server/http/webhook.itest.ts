// S-24, S-25, T16: who may make this app do something by a webhook. Live mode, where everybody else is refused as well.
import { createHash, createHmac, createSign } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/plaid/webhook/route";
import { startTestApp } from "@/testing/app";
import { ownRequest } from "@/testing/own-request";
import { type Signing, startWebhookSigner } from "@/testing/webhook-signer";
import { WEBHOOK_LIMIT_BYTES } from "./webhook";

const app = await startTestApp({ mode: "live" });
const signer = startWebhookSigner(app.plaid);

const ITEM_ID = "item-of-the-test";
const WEBHOOK = {
  webhook_type: "HOLDINGS",
  webhook_code: "DEFAULT_UPDATE",
  item_id: ITEM_ID,
  error: null,
  new_holdings: 1,
  updated_holdings: 0,
  environment: "sandbox",
};
/** As Plaid writes it. */
const textOf = (webhook: object) => JSON.stringify(webhook, null, 2);
const BODY = textOf(WEBHOOK);
const base64 = (value: object | string) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

beforeEach(async () => {
  await app.query("DELETE FROM webhook_event");
  await app.query("DELETE FROM item");
  await app.query("DELETE FROM pgboss.job");
  await app.query("INSERT INTO app_user (id) VALUES ('alice') ON CONFLICT DO NOTHING");
  await app.query("INSERT INTO item (item_id, user_id, state, linked_at) VALUES ($1, 'alice', 'ok', now())", [ITEM_ID]);
});

async function send(token: string | null, body: BodyInit = BODY, headers: Record<string, string> = {}) {
  const request = ownRequest("http://localhost:3000/api/plaid/webhook", {
    method: "POST",
    headers: { ...(token === null ? {} : { "plaid-verification": token }), ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  });
  const response = await POST(request);
  return { status: response.status, body: await response.json(), isBodyRead: request.bodyUsed };
}

const sendSigned = async (body: string | Uint8Array<ArrayBuffer> = BODY, signing?: Signing) =>
  send(await signer.sign(body, signing), body);

const kept = () =>
  app.query<{ outcome: string }>("SELECT type, code, item_id, environment, outcome FROM webhook_event");
const jobs = async () =>
  (await app.query<{ job: string }>("SELECT name || ' ' || (data->>'itemId') AS job FROM pgboss.job")).map(
    (row) => row.job,
  );

async function expectNoWork(): Promise<void> {
  expect(await kept()).toEqual([]);
  expect(await jobs()).toEqual([]);
  const touched = await app.query("SELECT FROM item WHERE webhook_fence IS NOT NULL OR next_refresh_at IS NOT NULL");
  expect(touched).toEqual([]);
}

test("one that Plaid signed is kept, its work is queued, and the answer is 200 at once", async () => {
  expect(await sendSigned()).toMatchObject({ status: 200, body: { status: "success" } });
  expect(await kept()).toEqual([
    { type: "HOLDINGS", code: "DEFAULT_UPDATE", item_id: ITEM_ID, environment: "sandbox", outcome: "refresh" },
  ]);
  expect(await jobs()).toEqual([`refresh-item ${ITEM_ID}`]);
});

test("S-24, T16: without a signature it is 401 before the body is read", async () => {
  expect(await send(null)).toEqual({ status: 401, body: { error: "Unauthorized" }, isBodyRead: false });
  await expectNoWork();
});

type Refused = readonly [string, () => Promise<{ token: string; body?: string | Uint8Array<ArrayBuffer> }>];

/** What is wrong with the header of each, and the request. */
const OF_NOBODY: readonly Refused[] = [
  ["the header is empty", async () => ({ token: "" })],
  ["the header is no token", async () => ({ token: "not.a.token" })],
  ["the token has two parts", async () => ({ token: (await signer.sign(BODY)).split(".").slice(0, 2).join(".") })],
  ["the signature is missing", async () => ({ token: (await signer.sign(BODY)).replace(/[^.]+$/, "") })],
  ["the token comes twice", async () => ({ token: `${await signer.sign(BODY)}, ${await signer.sign(BODY)}` })],
  ["the token is huge", async () => ({ token: `${await signer.sign(BODY)}${"A".repeat(8_000)}` })],
  ["the algorithm is none", async () => ({ token: `${base64({ alg: "none", kid: signer.key.kid })}.${claims()}.` })],
  ["the algorithm is HS256, keyed with the public key", async () => ({ token: hmacToken() })],
  ["the algorithm is RS256", async () => ({ token: await withHeader({ alg: "RS256", kid: signer.key.kid }) })],
  ["the algorithm is written es256", async () => ({ token: await withHeader({ alg: "es256", kid: signer.key.kid }) })],
  ["there is no algorithm", async () => ({ token: await withHeader({ kid: signer.key.kid }) })],
  ["there is no key id", async () => ({ token: await withHeader({ alg: "ES256" }) })],
  ["the key id is a number", async () => ({ token: await withHeader({ alg: "ES256", kid: 7 }) })],
  ["the key id is empty", async () => ({ token: await withHeader({ alg: "ES256", kid: "" }) })],
  ["the key id is too long", async () => ({ token: await withHeader({ alg: "ES256", kid: "k".repeat(65) }) })],
  ["the key id is a path", async () => ({ token: await withHeader({ alg: "ES256", kid: "../item/remove" }) })],
  ["the key id is nobody's", async () => ({ token: await withHeader({ alg: "ES256", kid: "6f9d0b1e-unknown" }) })],
  ["a key of its own comes with it", async () => ({ token: await strangerToken() })],
  ["it is signed by another key of Plaid's", async () => ({ token: await mixedKeys() })],
  [
    "the key has expired",
    async () => ({ token: await signer.sign(BODY, { key: signer.newKey({ expired_at: 1_600_000_000 }) }) }),
  ],
  [
    "the claims were changed",
    async () => ({ token: await withClaims({ request_body_sha256: hashOf("other") }), body: "other" }),
  ],
  ["the signature lacks a bit", async () => ({ token: flipLastBit(await signer.sign(BODY)) })],
  ["the signature is in DER", async () => ({ token: await derToken() })],
  [
    "it asks for what nobody understands",
    async () => ({ token: await withHeader({ alg: "ES256", kid: signer.key.kid, crit: ["x"], x: 1 }) }),
  ],
  ["it is 301 seconds old", async () => ({ token: await signer.sign(BODY, { ageSeconds: 302 }) })],
  ["it is a year old", async () => ({ token: await signer.sign(BODY, { ageSeconds: 31_536_000 }) })],
  ["it is 90 seconds ahead", async () => ({ token: await signer.sign(BODY, { ageSeconds: -90 }) })],
  ["it does not say when", async () => ({ token: await signer.sign(BODY, { claims: { iat: undefined } }) })],
  ["it says when in words", async () => ({ token: await signer.sign(BODY, { claims: { iat: "now" } }) })],
];

/** Signed by Plaid just now, but for other bytes or another app. */
const OF_SOMETHING_ELSE: readonly Refused[] = [
  [
    "the signature is that of another body",
    async () => ({ token: await signer.sign(textOf({ ...WEBHOOK, item_id: "x" })) }),
  ],
  [
    "it has no hash of the body",
    async () => ({ token: await signer.sign(BODY, { claims: { request_body_sha256: undefined } }) }),
  ],
  [
    "the hash is cut short",
    async () => ({ token: await signer.sign(BODY, { claims: { request_body_sha256: hashOf(BODY).slice(0, 63) } }) }),
  ],
  [
    "the hash is a list",
    async () => ({ token: await signer.sign(BODY, { claims: { request_body_sha256: [hashOf(BODY)] } }) }),
  ],
  ["the body was written anew", async () => ({ token: await signer.sign(BODY), body: JSON.stringify(WEBHOOK) })],
  [
    "a byte of the body is another",
    async () => ({ token: await signer.sign(BODY), body: BODY.replace("HOLD", "GOLD") }),
  ],
  ["a byte order mark was put in front", async () => ({ token: await signer.sign(BODY), body: `\ufeff${BODY}` })],
  ["the body is empty", async () => ({ token: await signer.sign(BODY), body: "" })],
  ["it is of the production environment", async () => signedBody(textOf({ ...WEBHOOK, environment: "production" }))],
  [
    "it does not say of which environment it is",
    async () => signedBody(textOf({ ...WEBHOOK, environment: undefined })),
  ],
  [
    "nor does one that tells when access ends",
    async () =>
      signedBody(
        textOf({ webhook_type: "ITEM", webhook_code: "PENDING_DISCONNECT", item_id: ITEM_ID, environment: null }),
      ),
  ],
  ["it is of no known environment", async () => signedBody(textOf({ ...WEBHOOK, environment: "development" }))],
];

const MALFORMED: readonly [string, string | Uint8Array<ArrayBuffer>][] = [
  ["no JSON", "{"],
  ["not UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
  ["a list", "[]"],
  ["null", "null"],
  ["without a type", textOf({ ...WEBHOOK, webhook_type: undefined })],
  ["with a list for a code", textOf({ ...WEBHOOK, webhook_code: ["DEFAULT_UPDATE"] })],
  ["with an object for an Item", textOf({ ...WEBHOOK, item_id: { $ne: null } })],
  ["nested without end", "[".repeat(100_000)],
];

describe("S-24, T16: refused without any work", () => {
  test.each(OF_NOBODY)("401 before the body is read: %s", async (_name, make) => {
    const { token, body = BODY } = await make();
    expect(await send(token, body)).toEqual({ status: 401, body: { error: "Unauthorized" }, isBodyRead: false });
    await expectNoWork();
  });

  test.each(OF_SOMETHING_ELSE)("401: %s", async (_name, make) => {
    const { token, body = BODY } = await make();
    expect(await send(token, body)).toMatchObject({ status: 401, body: { error: "Unauthorized" } });
    await expectNoWork();
  });

  test.each(MALFORMED)("400: signed, but %s", async (_name, body) => {
    expect(await sendSigned(body)).toMatchObject({ status: 400, body: { error: "Bad Request" } });
    await expectNoWork();
  });
});

test("S-24: no key is asked for by a token that could not be Plaid's, whatever key it names", async () => {
  const before = signer.lookUps.length;
  const claimed = claims();
  const headers = [
    ...["none", "HS256", "RS256", "es256", undefined].map((alg, at) => ({ alg, kid: `never-seen-${at}` })),
    ...[undefined, 7, "", "k".repeat(65), "../item/remove", "a b", "é"].map((kid) => ({ alg: "ES256", kid })),
  ];
  const tokens = headers.map((header) => `${base64(header)}.${claimed}.${base64("signature")}`);
  const huge = `${base64({ alg: "ES256", kid: "never-seen-huge" })}.${"A".repeat(8_000)}.${base64("signature")}`;
  for (const token of [...tokens, huge]) expect((await send(token)).status).toBe(401);
  expect(signer.lookUps.slice(before)).toEqual([]);
});

describe("good ones at the edge of what is allowed", () => {
  test.each([
    ["299 seconds old", 299],
    ["58 seconds ahead", -58],
  ])("%s", async (_name, ageSeconds) => {
    expect((await sendSigned(BODY, { ageSeconds })).status).toBe(200);
  });

  test("signed by a new key, while the old one is still good", async () => {
    expect((await sendSigned(BODY, { key: signer.newKey() })).status).toBe(200);
    expect((await sendSigned(textOf({ ...WEBHOOK, new_holdings: 2 }))).status).toBe(200);
    expect(await kept()).toHaveLength(2);
  });

  test.each([
    ["ITEM", "NEW_ACCOUNTS_AVAILABLE"],
    ["LINK", "LINK_DELIVERY_CALLBACK"],
  ])("without an environment, which Plaid may leave out of %s %s", async (webhook_type, webhook_code) => {
    const body = textOf({ ...WEBHOOK, webhook_type, webhook_code, environment: undefined });
    expect((await sendSigned(body)).status).toBe(200);
  });
});

describe("what is kept and asks for nothing", () => {
  test.each([
    ["a type that Plaid may add", { webhook_type: "TEA", webhook_code: "READY" }, "none"],
    ["a code that Plaid may add", { webhook_code: "toString" }, "none"],
    ["a session of Link", { webhook_type: "LINK", webhook_code: "SESSION_FINISHED", item_id: undefined }, "none"],
    ["the confirmation of its address", { webhook_type: "ITEM", webhook_code: "WEBHOOK_UPDATE_ACKNOWLEDGED" }, "none"],
    ["an Item of somebody else", { item_id: "nobody-knows" }, "unknown_item"],
    ["an Item whose id no column takes", { item_id: "nul\u0000" }, "unknown_item"],
  ])("%s", async (_name, over, outcome) => {
    expect((await sendSigned(textOf({ ...WEBHOOK, ...over }))).status).toBe(200);
    expect(await kept()).toMatchObject([{ outcome }]);
    expect(await jobs()).toEqual([]);
    expect(await app.query("SELECT FROM item WHERE webhook_fence IS NOT NULL")).toEqual([]);
  });
});

test("S-25: the same webhook again is 200 and no second job; signed again it is another one", async () => {
  const token = await signer.sign(BODY);
  expect((await send(token)).status).toBe(200);
  await app.query("DELETE FROM pgboss.job");
  await app.query("UPDATE item SET webhook_fence = NULL");
  for (let times = 0; times < 3; times += 1) expect((await send(token)).status).toBe(200);
  expect(await jobs()).toEqual([]);
  expect(await kept()).toHaveLength(1);
  expect((await sendSigned(BODY, { ageSeconds: 30 })).status).toBe(200);
  expect(await jobs()).toEqual([`refresh-item ${ITEM_ID}`]);
});

test("a key that cannot be read just now is 503, so that Plaid sends the webhook again, and then it is taken", async () => {
  const key = signer.newKey();
  signer.setReachable(false);
  const token = await signer.sign(BODY, { key });
  expect(await send(token)).toMatchObject({ status: 503, body: { error: "Service Unavailable" } });
  await expectNoWork();
  signer.setReachable(true);
  expect((await send(token)).status).toBe(200);
});

describe("S-13: the body is limited to 256 KiB", () => {
  const bodyOf = (bytes: number) => {
    const empty = textOf({ ...WEBHOOK, padding: "" });
    return textOf({ ...WEBHOOK, padding: "x".repeat(bytes - empty.length) });
  };
  const chunked = (text: string) =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < text.length; at += 16_384) controller.enqueue(Buffer.from(text.slice(at, at + 16_384)));
        controller.close();
      },
    });

  test.each([
    ["whole", (text: string) => text],
    ["in chunks", chunked],
  ])("%s", async (_name, sent) => {
    const [most, tooMuch] = [bodyOf(WEBHOOK_LIMIT_BYTES), bodyOf(WEBHOOK_LIMIT_BYTES + 1)];
    expect((await send(await signer.sign(tooMuch), sent(tooMuch))).status).toBe(413);
    await expectNoWork();
    expect((await send(await signer.sign(most), sent(most))).status).toBe(200);
  });
});

test("S-25: 10,000 made-up key ids are at most five look-ups, and good webhooks pass meanwhile", async () => {
  await sendSigned(textOf({ ...WEBHOOK, new_holdings: 99 }));
  const before = signer.lookUps.length;
  const tail = (await signer.sign(BODY)).replace(/^[^.]+/, "");
  const statuses = new Set<number>();
  for (let batch = 0; batch < 100; batch += 1) {
    const tokens = Array.from(
      { length: 100 },
      (_, at) => `${base64({ alg: "ES256", kid: `made-up-${batch}-${at}` })}${tail}`,
    );
    for (const { status } of await Promise.all(tokens.map((token) => send(token)))) statuses.add(status);
  }
  expect([...statuses]).toEqual([401]);
  expect(signer.lookUps.length - before).toBeLessThanOrEqual(5);
  expect((await sendSigned()).status).toBe(200);
});

const hashOf = (body: string) => createHash("sha256").update(body).digest("hex");
const claims = () => base64({ iat: Math.floor(Date.now() / 1_000), request_body_sha256: hashOf(BODY) });

function hmacToken(): string {
  const signed = `${base64({ alg: "HS256", kid: signer.key.kid })}.${claims()}`;
  return `${signed}.${createHmac("sha256", signer.key.privateKey.export({ format: "jwk" }).x ?? "")
    .update(signed)
    .digest("base64url")}`;
}

/** Signed by Plaid's key as it stands, whatever its header says. */
async function withHeader(header: object): Promise<string> {
  return sign(`${base64(header)}.${claims()}`, "ieee-p1363");
}

function sign(signed: string, dsaEncoding: "ieee-p1363" | "der"): string {
  const signature = createSign("sha256").update(signed).sign({ key: signer.key.privateKey, dsaEncoding });
  return `${signed}.${signature.toString("base64url")}`;
}

const derToken = async () => sign(`${base64({ alg: "ES256", kid: signer.key.kid })}.${claims()}`, "der");

async function withClaims(changed: object): Promise<string> {
  const [header, , signature] = (await signer.sign(BODY)).split(".");
  return `${header}.${base64({ iat: Math.floor(Date.now() / 1_000), ...changed })}.${signature}`;
}

async function strangerToken(): Promise<string> {
  const stranger = signer.newKey({ alg: "none" });
  const jwk = stranger.privateKey.export({ format: "jwk" });
  const header = { kid: signer.key.kid, jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y } };
  return signer.sign(BODY, { key: stranger, header });
}

const mixedKeys = async () => signer.sign(BODY, { key: signer.newKey(), header: { kid: signer.key.kid } });

function flipLastBit(token: string): string {
  const [header, payload, signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes[63] = (bytes[63] ?? 0) ^ 1;
  return `${header}.${payload}.${bytes.toString("base64url")}`;
}

const signedBody = async (body: string) => ({ token: await signer.sign(body), body });
