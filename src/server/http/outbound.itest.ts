// Where this app connects to, and which addresses it tells Plaid: the settings decide, whatever a request holds.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { POST as exchangePublicToken } from "@/app/api/plaid/investments/exchange_public_token/route";
import { POST as generateLinkToken } from "@/app/api/plaid/investments/generate_link_token/route";
import { POST as refresh } from "@/app/api/plaid/investments/refresh/route";
import { POST as refreshAll } from "@/app/api/plaid/investments/refresh_all/route";
import { GET as refreshRun } from "@/app/api/plaid/investments/refresh_runs/[run_id]/route";
import { POST as webhook } from "@/app/api/plaid/webhook/route";
import { POST as trpc } from "@/app/api/trpc/[trpc]/route";
import { startEngine } from "@/testing/engine";
import { ownRequest } from "@/testing/own-request";
import { startWebhookSigner } from "@/testing/webhook-signer";
import { PROCEDURE_ACCESS } from "./routes.classification";

const engine = await startEngine({ env: { PORT: "9" } });
const signer = startWebhookSigner(engine.plaid);
const OUR_WEBHOOK = "http://127.0.0.1:9/api/plaid/webhook";
const OURS = [OUR_WEBHOOK, "http://localhost:9/connections/oauth-return"];

let visits = 0;
const elsewhere = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
afterAll(() => void elsewhere.close());
const FOREIGN = `127.0.0.1:${Reflect.get(Object(elsewhere.address()), "port")}`;

/** Names that were looked up, and addresses that were connected to. */
const sought = new Set<string>();
const watch = (message: unknown) => {
  const { socket } = message as { socket: Socket };
  socket.on("lookup", (_error, _address, _family, host) => sought.add(host));
  socket.on("connectionAttempt", (ip: string, port: number) => sought.add(`${ip}:${port}`));
};
subscribe("net.client.socket", watch);
afterAll(() => void unsubscribe("net.client.socket", watch));

const url = fc.constantFrom(
  `http://${FOREIGN}/hook`,
  `http://evil.example@${FOREIGN}/`,
  `//${FOREIGN}`,
  "http://evil.example/",
);
const value = fc.oneof(
  { arbitrary: url, weight: 3 },
  url.map((webhook) => ({ webhook, url: webhook })),
  fc.array(url, { maxLength: 2 }),
);
/** What decides whether a request is served at all; the other fields come half of the time each. */
const identities = fc.dictionary(
  fc.constantFrom("user_id", "item_id", "itemId", "public_token", "publicToken", "runId", "start_date"),
  value,
  { maxKeys: 1 },
);
const NAMES =
  "webhook webhook_url webhookUrl redirect_uri redirectUri url uri href host hostname origin base_url baseUrl basePath proxy callback " +
  "options institution_url logo path endpoint environment client_name x";
const others = fc.record(Object.fromEntries(NAMES.split(" ").map((name) => [name, value])), { requiredKeys: [] });
const fields = fc.tuple(identities, others).map(([identity, other]): object => ({ ...identity, ...other }));
/** Without Host and Origin, which the door refuses when they are foreign. */
const HEADERS =
  "x-forwarded-host x-forwarded-proto x-forwarded-for x-forwarded-server x-original-url x-rewrite-url forwarded via referer " +
  "x-host x-http-host-override plaid-client-id plaid-secret plaid-version x-webhook-url location proxy";
const foreignHeader = fc.constantFrom(FOREIGN, `http://${FOREIGN}/`, `host=${FOREIGN}`);
const headers = fc.record(Object.fromEntries(HEADERS.split(" ").map((name) => [name, foreignHeader])), {
  requiredKeys: [],
});

type Given = Readonly<Record<string, string | undefined>>;
type Call = (body: object, headers: Given) => Promise<Response>;
const sent = (path: string, body: object, more: Given) =>
  ownRequest(`http://localhost:3000${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(more as Record<string, string>) },
    body: JSON.stringify(body),
  });
const REST = {
  generate_link_token: generateLinkToken,
  exchange_public_token: exchangePublicToken,
  refresh,
  refresh_all: refreshAll,
};

const CALLS: Record<string, Call> = {
  ...Object.fromEntries(
    Object.entries(REST).map(([name, handler]): [string, Call] => [
      name,
      (body, more) =>
        handler(
          sent(
            `/api/plaid/investments/${name}`,
            { user_id: "alice", item_id: "none", public_token: "public-sandbox-none", ...body },
            more,
          ),
        ),
    ]),
  ),
  refresh_runs: (body, more) =>
    refreshRun(
      ownRequest(
        `http://localhost:3000/api/plaid/investments/refresh_runs/${encodeURIComponent(JSON.stringify(body))}`,
        { headers: more as Record<string, string> },
      ),
    ),
  webhook: async (body, more) => {
    const text = JSON.stringify({
      webhook_type: "HOLDINGS",
      webhook_code: "DEFAULT_UPDATE",
      environment: "sandbox",
      item_id: "none",
      ...body,
    });
    const request = sent("/api/plaid/webhook", JSON.parse(text), more);
    request.headers.set("plaid-verification", await signer.sign(text));
    return webhook(request);
  },
  ...Object.fromEntries(
    Object.keys(PROCEDURE_ACCESS)
      .filter((name) => name !== "refreshes.followRun")
      .map((name): [string, Call] => [name, (body, more) => trpc(sent(`/api/trpc/${name}`, body, more))]),
  ),
};

test("S-36: no field and no header of a request, of whatever transport, says where this app connects to", async () => {
  const statuses = new Map<string, Set<number>>();
  for (const call of Object.values(CALLS)) await call({}, {});
  sought.clear();
  for (const [name, call] of Object.entries(CALLS)) {
    const property = fc.asyncProperty(fields, headers, async (body, more) => {
      const response = await call(body, more);
      await response.text();
      statuses.set(name, (statuses.get(name) ?? new Set()).add(response.status));
    });
    await fc.assert(property, { numRuns: 50 });
  }

  expect(statuses.size).toBe(Object.keys(CALLS).length);
  expect([...(statuses.get("generate_link_token") ?? [])]).toContain(200);
  expect([...(statuses.get("webhook") ?? [])]).toContain(200);
  expect(visits).toBe(0);
  const known = [engine.plaid.url, engine.sandboxUrl, process.env.DATABASE_URL ?? ""].map((one) => new URL(one).port);
  const strange = [...sought].filter(
    (one) => !known.some((port) => one === "127.0.0.1" || one === "localhost" || one === `127.0.0.1:${port}`),
  );
  expect(strange).toEqual([]);

  const told = engine.plaid.exchanges.map(({ request }) => request);
  expect(told.some((request) => request.webhook === OUR_WEBHOOK)).toBe(true);
  for (const request of told)
    for (const [name, given] of Object.entries(request))
      if (/webhook|uri|url/i.test(name)) expect(OURS, name).toContain(given);
  expect(JSON.stringify(told.map(({ user: _, public_token: __, ...rest }) => rest))).not.toMatch(
    new RegExp(`${FOREIGN}|evil`),
  );
});

test("S-36: the watch sees a connection and a name that were asked for", async () => {
  await fetch(`http://${FOREIGN}/`).catch(() => {});
  expect(visits).toBeGreaterThan(0);
  expect([...sought]).toContain(FOREIGN);
});
