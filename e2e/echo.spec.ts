// Live mode with keys that are known by sight, and a Plaid that hands back whatever it is sent.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { anyPort } from "../scripts/ports.mjs";
import { sendRaw } from "./fixtures/raw-http";
import { expect, test } from "./fixtures/test";

const [clientId, secret] = ["canary-client", "canary-secret-5ec0de5ec0de5ec0de"];
const ACCESS_TOKEN = "access-sandbox-0badc0de-0bad-c0de-0bad-c0de0badc0de";

/** Every request that it got, as it came. */
const received: string[] = [];
const plaid = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = `${JSON.stringify(request.headers)} ${Buffer.concat(chunks)}`;
  received.push(text);
  if (request.url === "/item/public_token/exchange" && text.includes("public-sandbox-good")) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ access_token: ACCESS_TOKEN, item_id: "echo-item", request_id: secret }));
    return;
  }
  const html = received.length % 3 === 0;
  response.writeHead(400, { "content-type": html ? "text/html" : "application/json", "x-echo": secret });
  const error = {
    error_type: "ITEM_ERROR",
    error_code: secret.toUpperCase(),
    error_message: text,
    display_message: text,
  };
  response.end(html ? `<p>${text}</p>` : JSON.stringify({ ...error, request_id: secret, causes: [text] }));
});
await new Promise<void>((resolve) => plaid.listen(0, "127.0.0.1", resolve));
test.afterAll(() => void plaid.close());

const port = await anyPort();
test.use({
  settings: {
    PLAID_CLIENT_ID: clientId,
    PLAID_SECRET: secret,
    PLAID_ENV: `http://127.0.0.1:${(plaid.address() as AddressInfo).port}`,
    APP_SECRET: randomBytes(32).toString("base64"),
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
    REST_ACCESS: "upstream",
    LOG_LEVEL: "debug",
  },
});

// What is printed, stored and answered is looked through by the fixtures, here as everywhere.
test("S-17: what Plaid hands back of our keys and tokens goes no further", async ({ stack }) => {
  const call = (operation: string, body: object) =>
    sendRaw(stack, {
      method: "POST",
      target: `/api/plaid/investments/${operation}`,
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}`, cookie: `session=${secret}` },
      body: JSON.stringify({ user_id: "echo", ...body }),
    });
  for (let time = 0; time < 3; time += 1) {
    expect((await call("generate_link_token", {})).status).toBe(500);
    expect((await call("exchange_public_token", { public_token: `public-sandbox-${time}` })).status).toBe(500);
  }
  const synced = await call("exchange_public_token", { public_token: "public-sandbox-good" });
  expect(synced.body).toBe('{"error":"Failed to sync accounts"}');
  expect((await call("refresh", { item_id: "echo-item" })).status).toBe(500);
  expect((await call("refresh_all", {})).status).toBe(200);
  const target = `/${secret}?token=${ACCESS_TOKEN}`;
  await sendRaw(stack, { target: "/api/unknown", headers: { "x-request-id": secret, referer: target } });
  expect(received.some((text) => text.includes(ACCESS_TOKEN) && text.includes(secret))).toBe(true);
});
