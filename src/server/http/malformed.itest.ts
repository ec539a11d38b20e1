// Requests that no honest caller makes, through the route modules, on a real Postgres and the local Plaid.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import * as exchangeRoute from "@/app/api/plaid/investments/exchange_public_token/route";
import * as linkRoute from "@/app/api/plaid/investments/generate_link_token/route";
import * as refreshRoute from "@/app/api/plaid/investments/refresh/route";
import * as refreshAllRoute from "@/app/api/plaid/investments/refresh_all/route";
import * as runRoute from "@/app/api/plaid/investments/refresh_runs/[run_id]/route";
import * as trpcRoute from "@/app/api/trpc/[trpc]/route";
import { METHODS } from "@/server/http/boundary";
import { startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";
import { ownRequest } from "@/testing/own-request";
import { num, pictureText, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { runCountOf } from "@/testing/run-count";

const RUNS = runCountOf({ usual: 500, soak: 10_000 });
const MS_PER_RUN = 60;
const BASE = "http://localhost:3000/api";
const USER = "demo";

const app = await startTestApp();
let itemId: string;

beforeAll(async () => {
  const publicToken = app.sandbox.createPublicToken({});
  const path = "/api/plaid/investments/exchange_public_token";
  const exchanged = await callRoute(exchangeRoute.POST, path, { user_id: USER, public_token: publicToken });
  itemId = (exchanged.body as { item_id: string }).item_id;
  app.sandbox.setPicture(
    itemId,
    pictureText({
      accounts: [wireAccount("a", { current: num("100") })],
      securities: [wireSecurity("s")],
      holdings: [wireHolding("a", "s")],
      investment_transactions: [wireTransaction("t", "a", "2026-01-05")],
    }),
  );
  expect((await refreshAll("{}")).status).toBe(200);
});

const JSON_TYPE = "application/json";
const refreshAll = (body: string) => callRoute(refreshAllRoute.POST, "/api/plaid/investments/refresh_all", body);

/** A digest of every row of the app's tables, and of which write made it. */
async function digestOf(isMeant: (table: string) => boolean = () => true): Promise<string[]> {
  const tables = await app.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const digests = tables.map(async ({ name }) => {
    const [row] = await app.query<{ digest: string }>(
      `SELECT md5(coalesce(string_agg(t::text || t.xmin::text, ',' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
    );
    return `${name} ${row?.digest}`;
  });
  return (await Promise.all(digests)).filter((line) => isMeant(line.split(" ")[0] ?? ""));
}

type Route = (request: Request) => Promise<Response>;
type Sent = {
  readonly route: string;
  readonly method: string;
  readonly body: string | Uint8Array | null;
  readonly type: string | null;
};
const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  "plaid/investments/generate_link_token": linkRoute,
  "plaid/investments/exchange_public_token": exchangeRoute,
  "plaid/investments/refresh": refreshRoute,
  "plaid/investments/refresh_all": refreshAllRoute,
  "plaid/investments/refresh_runs": runRoute,
  trpc: trpcRoute,
};

async function send({ route, method, body, type }: Sent): Promise<Response> {
  const name = Object.keys(ROUTES).find((one) => route === one || route.startsWith(`${one}/`)) ?? "";
  const handler = ROUTES[name]?.[method] ?? expect.unreachable(route);
  const hasBody = method !== "GET" && method !== "HEAD" && body !== null;
  const headers: Record<string, string> = type === null ? {} : { "content-type": type };
  const init = { method, headers, ...(hasBody ? { body: typeof body === "string" ? body : Buffer.from(body) } : {}) };
  return handler(ownRequest(`${BASE}/${route}`, init as RequestInit));
}

/** JSON texts that are well-formed, and no identifiers. */
const HOSTILE = [
  ...['"\\ud800"', '"a\\udfffb"', '"\\u0000"', '"a\\u0000b"', '"a\\nb"', '"\\u0085"', `"${"x".repeat(129)}"`],
  ...["9007199254740993", "-9007199254740993", "1e400", "-1e400", "1.5", "-0.5", "true", "false", "null"],
  ...['""', '" \\t\\n"', "[]", "{}", '["demo"]', '{"id":"demo"}', '{"$ne":null}', '{"__proto__":"demo"}'],
  ...["[".repeat(30) + "]".repeat(30), `[${"0,".repeat(5_000)}0]`, `"${"😀".repeat(129)}"`],
];

const BAD_DATES = [
  ...["2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "10000-01-01", "1899-12-31", "0000-00-00"],
  ...[
    "2026-1-1",
    " 2026-01-01",
    "2026-01-01 ",
    "2026-01-01T00:00:00Z",
    "-2026-01-01",
    "２０２６-01-01",
    "today",
    "Infinity",
  ],
].map((text) => JSON.stringify(text));
const NO_DATES = [...BAD_DATES, '"2026-01-01\\u0000"', "20260101", "1e400", "0", "true", "[]", "{}", '["2026-01-01"]'];

const json = fc.oneof(fc.constantFrom(...HOSTILE), fc.json({ maxDepth: 4 }));
const noise = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "userId", "USER_ID", "then", ""), fc.string()),
    json,
  ),
  { maxLength: 4 },
);
type Member = readonly [name: string, text: string];
/** An object in which the last of several members of a name counts. */
const objectText = (members: readonly Member[]) =>
  `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
/** Members that say the opposite, before those that count. */
const overwritten = (members: readonly Member[]): Member[] => members.map(([name]) => [name, '"demo"']);

const FIELDS = {
  "plaid/investments/generate_link_token": ["user_id"],
  "plaid/investments/exchange_public_token": ["user_id", "public_token"],
  "plaid/investments/refresh": ["user_id", "item_id"],
} as const;

/** Required fields, at least one of which is missing or no identifier. */
const badFields = fc.constantFrom(...Object.entries(FIELDS)).chain(([route, names]) => {
  const good = (name: string) => JSON.stringify(name === "item_id" ? itemId : USER);
  return fc
    .record({
      bad: fc.constantFrom(...names),
      texts: fc.tuple(fc.constantFrom(null, ...HOSTILE), fc.constantFrom(null, ...HOSTILE)),
      isAlone: fc.boolean(),
      isTwice: fc.boolean(),
      more: noise,
    })
    .map(({ bad, texts, isAlone, isTwice, more }) => {
      const members = names.flatMap((name, at): Member[] => {
        const text = name === bad || !isAlone ? texts[at] : good(name);
        return text === null || text === undefined ? [] : [[name, text]];
      });
      const odd = more.filter(([name]) => !(names as readonly string[]).includes(name));
      return { route, body: objectText([...odd, ...(isTwice ? overwritten(members) : []), ...members]) };
    });
});

/** A window that is none, for an Item that is there, or for all. */
const badDates = fc
  .record({
    isAll: fc.boolean(),
    dates: fc.oneof(
      fc.tuple(fc.constantFrom(...NO_DATES), fc.constantFrom(...NO_DATES, '"2026-01-01"')),
      fc.tuple(fc.constantFrom('"2026-01-01"'), fc.constantFrom(...NO_DATES)),
      fc.constant(['"2026-01-02"', '"2026-01-01"'] as const),
    ),
    more: noise,
  })
  .map(({ isAll, dates: [start, end], more }) => {
    const fields: Member[] = isAll
      ? []
      : Object.entries({ user_id: USER, item_id: itemId }).map(([k, v]) => [k, JSON.stringify(v)]);
    const members: Member[] = [...fields, ["start_date", start], ["end_date", end]];
    const odd = more.filter(([name]) => !members.some(([known]) => known === name));
    return { route: `plaid/investments/${isAll ? "refresh_all" : "refresh"}`, body: objectText([...odd, ...members]) };
  });

/** Names of nobody and of nothing. */
const unknownItem = fc
  .tuple(
    fc.stringMatching(/^[ -~]{0,126}$/),
    fc.constantFrom("user_id", "item_id"),
    fc.constantFrom("Ω", "😀", "'", "%"),
  )
  .map(([text, name, mark]) => ({
    route: "plaid/investments/refresh",
    body: JSON.stringify({ user_id: USER, item_id: itemId, [name]: `${text}${mark}` }),
  }));

/** Bodies that are no JSON object, or not sent as one. */
const noObject = fc
  .tuple(
    fc.constantFrom(...Object.keys(FIELDS)),
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: "binary" }),
      json.map((text) => `[${text}]`),
      fc.constantFrom(
        ...["", "{", '{"user_id":', '{"user_id":"demo"', "nul", "'demo'", '"demo"', "NaN", "undefined", "\ufeff{}"],
        ...['{"user_id":"demo"}garbage', "{'user_id':'demo'}", '{"user_id":"demo",}', '{user_id:"demo"}'],
        `{"user_id":"demo","item_id":"x","public_token":"x","x":${"[".repeat(40_000)}`,
        `{"user_id":"demo","item_id":"x","public_token":"x","x":${"[".repeat(33)}${"]".repeat(33)}}`,
      ),
    ),
  )
  .map(([route, body]) => ({ route, body }));
const tooLarge = fc
  .constantFrom(...Object.keys(FIELDS), "plaid/investments/refresh_all", "trpc/link.generateLinkToken")
  .map((route) => ({ route, body: `{"user_id":"demo","x":"${"x".repeat(65_536)}"}` }));
const otherType = fc
  .tuple(
    fc.constantFrom(...Object.keys(FIELDS)),
    fc.constantFrom(
      null,
      "text/plain",
      "text/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "json",
      ";",
    ),
  )
  .map(([route, type]) => ({
    route,
    type,
    body: JSON.stringify({ user_id: USER, item_id: itemId, public_token: "public-sandbox-x" }),
  }));
const otherMethod = fc
  .tuple(
    fc.constantFrom(...Object.keys(FIELDS), "plaid/investments/refresh_all"),
    fc.constantFrom(...METHODS.filter((method) => method !== "POST")),
  )
  .map(([route, method]) => ({ route, method, body: JSON.stringify({ user_id: USER, item_id: itemId }) }));

const PATH_PARTS = [
  "%00",
  "%ED%A0%80",
  "%",
  "%2e%2e",
  "..%2f..",
  "x".repeat(4_000),
  "%F0%9F%98%80",
  "__proto__",
  "%20",
];
const pathPart = fc.oneof(
  fc.constantFrom(...PATH_PARTS),
  fc.string().map((text) => encodeURIComponent(Buffer.from(text).toString())),
);
const unknownRun = pathPart.map((part) => ({
  route: `plaid/investments/refresh_runs/${part === "" ? "x" : part}`,
  method: "GET",
  body: null,
}));

const procedure = fc.constantFrom(
  ...["refreshes.refreshItem", "refreshes.getRun", "link.generateUpdateLinkToken", "link.exchangePublicToken"],
  ...["items.disconnect", "portfolio.nothing", "__proto__", "constructor", "then", "refreshes", "%00", "a,b,c"],
);
const badCall = fc
  .tuple(
    procedure,
    fc.oneof(
      json,
      noObject.map(({ body }) => body),
    ),
    fc.constantFrom("", "?batch=1", "?input=%7B", "?batch=x"),
  )
  .map(([name, body, query]) => ({ route: `trpc/${name}${query}`, body }));

const malformed = fc
  .oneof(
    { weight: 6, arbitrary: badFields },
    { weight: 4, arbitrary: badDates },
    { weight: 2, arbitrary: unknownItem },
    { weight: 3, arbitrary: noObject },
    { weight: 1, arbitrary: tooLarge },
    { weight: 1, arbitrary: otherType },
    { weight: 1, arbitrary: otherMethod },
    { weight: 1, arbitrary: unknownRun },
    { weight: 3, arbitrary: badCall },
  )
  .map((request): Sent => ({ method: "POST", type: JSON_TYPE, ...request }));

test(
  `R-08: ${RUNS} malformed requests are refused in the shape of every error, change no row and reach Plaid never`,
  async () => {
    const before = await digestOf();
    const property = fc.asyncProperty(malformed, async (request) => {
      const asked = app.plaid.exchanges.length;
      const response = await send(request);
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      const body: unknown = await response.json();
      if (!request.route.startsWith("trpc/"))
        expect(body).toEqual({ error: expect.stringMatching(/^[A-Za-z][A-Za-z_ -]+$/) });
      expect(app.plaid.exchanges).toHaveLength(asked);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(await digestOf()).toEqual(before);
  },
  60_000 + RUNS * MS_PER_RUN,
);

test.each([
  "",
  "null",
  "[]",
  "{",
  '"x"',
  "\u0000",
  '{"start_date":null}',
  '{"end_date":"2026-02-30"}',
  '{"__proto__":{}}',
])("R-08: refresh_all with the body %j is a normal run", async (body) => {
  const isPortfolio = (table: string) =>
    !table.startsWith("refresh_run") && !["audit_event", "item", "item_refresh"].includes(table);
  const before = await digestOf(isPortfolio);
  expect(await refreshAll(body)).toMatchObject({ status: 200, body: { summary: { items: 1, holdings: 1 } } });
  expect(await digestOf(isPortfolio)).toEqual(before);
});
