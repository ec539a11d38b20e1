// The least that a refresh can cost: the same pages fetched in parallel, and one set-based statement that takes the raw
// bodies as a single jsonb parameter. No checks, no history, no comparison outside SQL; into tables of the same shape.
// Beside it what the same work costs row by row: one upsert for each row, all in one transaction.
import http from "node:http";

const PAGE = 500;
const CREDENTIALS = { client_id: "local-sandbox", secret: "local-sandbox" };

/** @typedef {{ accessToken: string, itemId: string }} FloorItem */
/** @typedef {Record<string, string>} Columns  Column → type in the record, or `type = expression` where they differ. */

/**
 * The same plain client for the app and for the local Plaid, so that it weighs on neither side of a ratio.
 * @param {string} url
 * @param {object} body
 * @param {http.Agent | false} [agent]
 * @returns {Promise<{ status: number | undefined, text: string }>}
 */
export function postJson(url, body, agent = false) {
  const text = JSON.stringify(body);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      /** @type {Buffer[]} */
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk)).once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    request.once("error", reject).end(text);
  });
}

/**
 * @param {string} origin of the local Plaid
 * @param {string} path
 * @param {object} body
 * @param {http.Agent | false} [agent]
 * @returns {Promise<string>} the raw answer
 */
export async function askPlaid(origin, path, body, agent = false) {
  const { status, text } = await postJson(`${origin}${path}`, { ...CREDENTIALS, ...body }, agent);
  if (status !== 200) throw new Error(`${path} answers ${status} ${text.slice(0, 300)}`);
  return text;
}

/**
 * @param {string} origin
 * @param {FloorItem} item
 * @param {{ startDate: string, endDate: string }} window
 */
async function fetchBodies(origin, { accessToken: access_token }, { startDate, endDate }) {
  // Of this refresh alone: a connection that has been idle may be closed by the other side just as it is used.
  const agent = new http.Agent({ keepAlive: true });
  const page = (/** @type {number} */ offset) => {
    const body = { access_token, start_date: startDate, end_date: endDate, options: { count: PAGE, offset } };
    return askPlaid(origin, "/investments/transactions/get", body, agent);
  };
  const [holdings, first] = await Promise.all([
    askPlaid(origin, "/investments/holdings/get", { access_token }, agent),
    page(0),
  ]);
  const total = Number(/"total_investment_transactions":\s*(\d+)/.exec(first)?.[1] ?? 0);
  const offsets = Array.from({ length: Math.max(0, Math.ceil(total / PAGE) - 1) }, (_, index) => (index + 1) * PAGE);
  const others = await Promise.all(offsets.map(page));
  agent.destroy();
  return [holdings, first, ...others];
}

/** @type {Columns} */
const CURRENCY = { iso_currency_code: "text", unofficial_currency_code: "text" };

/** @type {{ table: string, list: string, key: string[], columns: Columns }[]} */
const TABLES = [
  {
    table: "security",
    list: "securities",
    key: ["security_id"],
    columns: {
      security_id: "text",
      name: "text",
      ticker_symbol: "text",
      type: "text",
      subtype: "text",
      is_cash_equivalent: "boolean",
      close_price: "numeric",
      close_price_as_of: "date",
      ...CURRENCY,
      isin: "text",
      cusip: "text",
      figi: "text",
      institution_security_id: "text",
      institution_id: "text",
      proxy_security_id: "text",
      market_identifier_code: "text",
      sector: "text",
      industry: "text",
      cfi_code: "text",
      option_contract: "jsonb",
      fixed_income: "jsonb",
    },
  },
  {
    table: "account",
    list: "accounts",
    key: ["item_id", "account_id"],
    columns: {
      account_id: "text",
      name: "text",
      official_name: "text",
      mask: "text",
      type: "text",
      subtype: "text",
    },
  },
  {
    table: "holding",
    list: "holdings",
    key: ["item_id", "account_id", "security_id"],
    columns: {
      account_id: "text",
      security_id: "text",
      quantity: "numeric",
      institution_price: "numeric",
      institution_price_as_of: "date",
      institution_price_datetime: "text",
      institution_value: "numeric",
      cost_basis: "numeric",
      vested_quantity: "numeric",
      vested_value: "numeric",
      ...CURRENCY,
    },
  },
  {
    table: "investment_transaction",
    list: "investment_transactions",
    key: ["item_id", "investment_transaction_id"],
    columns: {
      investment_transaction_id: "text",
      account_id: "text",
      security_id: "text",
      date: "date",
      transaction_datetime: "text",
      name: "text",
      quantity: "numeric",
      amount: "numeric",
      price: "numeric",
      fees: "numeric",
      type: "text",
      subtype: "text",
      ...CURRENCY,
      cancel_transaction_id: "text",
    },
  },
];

/** @param {(typeof TABLES)[number]} spec */
function upsert({ table, list, key, columns }) {
  const names = Object.keys(columns);
  const isShared = !key.includes("item_id");
  const values = names.filter((name) => !key.includes(name));
  const record = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  const rowKey = key.filter((name) => name !== "item_id").map((name) => `r.${name}`);
  const of = (/** @type {string} */ row) => `(${values.map((name) => `${row}.${name}`).join(", ")})`;
  return `INSERT INTO bench_floor.${table} AS old (${[...(isShared ? [] : ["item_id"]), ...names].join(", ")}, updated_at)
    SELECT DISTINCT ON (${rowKey.join(", ")}) ${isShared ? "" : "$2::text, "}${names.map((name) => `r.${name}`).join(", ")}, now()
    FROM bodies, jsonb_to_recordset(body -> '${list}') AS r(${record.join(", ")})
    ORDER BY ${rowKey.join(", ")}
    ON CONFLICT (${key.join(", ")}) DO UPDATE SET updated_at = excluded.updated_at,
      ${values.map((name) => `${name} = excluded.${name}`).join(", ")}
    WHERE ${of("old")} IS DISTINCT FROM ${of("excluded")}`;
}

const RECEIVED_HOLDINGS =
  "SELECT FROM bodies, jsonb_to_recordset(body -> 'holdings') AS r(account_id text, security_id text)";
const RECEIVED_TRANSACTIONS =
  "SELECT r.investment_transaction_id FROM bodies, jsonb_to_recordset(body -> 'investment_transactions') AS r(investment_transaction_id text)";

/** One statement, for the bodies are sent and parsed once: $1 bodies, $2 Item, $3 and $4 the window. */
const STORE = `WITH bodies AS MATERIALIZED (SELECT jsonb_array_elements($1::jsonb) AS body),
  ${TABLES.map((spec) => `${spec.table}_rows AS (${upsert(spec)})`).join(",\n  ")},
  sold AS (DELETE FROM bench_floor.holding h WHERE item_id = $2
    AND NOT EXISTS (${RECEIVED_HOLDINGS} WHERE r.account_id = h.account_id AND r.security_id = h.security_id))
  UPDATE bench_floor.investment_transaction SET removed_at = now()
  WHERE item_id = $2 AND removed_at IS NULL AND date BETWEEN $3::date AND $4::date
    AND investment_transaction_id NOT IN (${RECEIVED_TRANSACTIONS})`;

/** @param {import("pg").Client} client */
export async function createFloorTables(client) {
  await client.query("CREATE SCHEMA IF NOT EXISTS bench_floor");
  for (const { table } of TABLES)
    await client.query(`CREATE TABLE IF NOT EXISTS bench_floor.${table} (LIKE public.${table} INCLUDING ALL)`);
}

/**
 * Fetches and stores one Item.
 * @param {import("pg").Client | import("pg").Pool} client
 * @param {string} origin of the local Plaid
 * @param {FloorItem} item
 * @param {{ startDate: string, endDate: string }} window
 * @returns {Promise<number>} milliseconds
 */
export async function refreshFloor(client, origin, item, window) {
  const startedAt = performance.now();
  const bodies = `[${(await fetchBodies(origin, item, window)).join(",")}]`;
  await client.query(STORE, [bodies, item.itemId, window.startDate, window.endDate]);
  return performance.now() - startedAt;
}

/** @param {(typeof TABLES)[number]} spec */
function upsertOfRow({ table, key, columns }) {
  const names = [...(key.includes("item_id") ? ["item_id"] : []), ...Object.keys(columns)];
  const values = names.filter((name) => !key.includes(name));
  return {
    name: `row-${table}`,
    text: `INSERT INTO bench_floor.${table} (${names.join(", ")}, updated_at) VALUES (${names.map((_, place) => `$${place + 1}`).join(", ")}, now())
      ON CONFLICT (${key.join(", ")}) DO UPDATE SET updated_at = excluded.updated_at, ${values.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    names,
  };
}

/**
 * Fetches and stores one Item with an upsert for each row. Numbers pass through JavaScript: it is measured for its time alone.
 * @param {import("pg").Client} client
 * @param {string} origin of the local Plaid
 * @param {FloorItem} item
 * @param {{ startDate: string, endDate: string }} window
 * @returns {Promise<number>} milliseconds
 */
export async function refreshRowByRow(client, origin, item, window) {
  const startedAt = performance.now();
  const bodies = (await fetchBodies(origin, item, window)).map((body) => JSON.parse(body));
  await client.query("BEGIN");
  for (const spec of TABLES) {
    const { name, text, names } = upsertOfRow(spec);
    for (const row of bodies.flatMap((body) => body[spec.list] ?? [])) {
      const cells = { ...row, item_id: item.itemId };
      await client.query({ name, text, values: names.map((column) => cells[column] ?? null) });
    }
  }
  await client.query("COMMIT");
  return performance.now() - startedAt;
}
