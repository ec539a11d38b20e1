// Items whose every row tells of which picture it is, so that a look at the database finds out whether one is stored whole.
import fs from "node:fs";
import { Failure } from "./failure.mjs";

/** @typedef {import("./soak-stack.mjs").SoakStack} SoakStack */
/** @typedef {{ holdings: number, transactions: number }} Size */
/**
 * `shown`: the version that the local Plaid shows. `acknowledged`: the version that the app has said it stored, or a later one.
 * @typedef {{ itemId: string, userId: string, size: Size, shown: number, acknowledged: number }} SoakItem
 */
/** @typedef {{ accounts: string[], holdings: string[], open: string[], transactions: string[] }} Rows */

const DAYS = 20;
/** Of ten rows one is missing, another in each version: rows come, go and come back. */
const isThere = (/** @type {number} */ place, /** @type {number} */ version) => (place + version) % 10 !== 0;
const placesOf = (/** @type {number} */ count, /** @type {number} */ version) =>
  Array.from({ length: count }, (_, place) => place).filter((place) => isThere(place, version));
const USD = { iso_currency_code: "USD", unofficial_currency_code: null };
const daysAgo = (/** @type {number} */ days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const accountOf = (/** @type {SoakItem} */ { itemId }, /** @type {number} */ place) => `${itemId}-${"ab"[place % 2]}`;
const idOf = (/** @type {SoakItem} */ { itemId }, /** @type {number} */ place) => `${itemId}-${place}`;

/** What the local Plaid is told to show. The securities are those of every other Item. @param {SoakItem} item @param {number} version */
function pictureOf(item, version) {
  const nulls = (/** @type {string} */ names) => Object.fromEntries(names.split(" ").map((name) => [name, null]));
  const places = placesOf(item.size.holdings, version);
  return JSON.stringify({
    accounts: [0, 1].map((place) => ({
      account_id: accountOf(item, place),
      balances: { ...nulls("available limit margin_loan_amount"), current: version, ...USD },
      ...{ name: "Soak", official_name: null, mask: "0000", type: "investment", subtype: "brokerage" },
    })),
    securities: places.map((place) => ({
      ...nulls("isin cusip sedol institution_security_id institution_id proxy_security_id is_cash_equivalent"),
      ...nulls("update_datetime market_identifier_code sector industry option_contract fixed_income"),
      ...{ security_id: `soak-${place}`, name: `Soak ${place}`, ticker_symbol: `S${place}`, type: "equity" },
      ...{ close_price: version, close_price_as_of: daysAgo(1), ...USD },
    })),
    holdings: places.map((place) => ({
      ...nulls("institution_price_datetime vested_quantity vested_value"),
      ...{ account_id: accountOf(item, place), security_id: `soak-${place}`, institution_price: 1 },
      ...{ institution_price_as_of: daysAgo(1), institution_value: version, cost_basis: version, quantity: version },
      ...USD,
    })),
    investment_transactions: placesOf(item.size.transactions, version).map((place) => ({
      ...{ investment_transaction_id: idOf(item, place), account_id: accountOf(item, place), security_id: null },
      ...{ date: daysAgo(1 + (place % DAYS)), name: "SOAK", quantity: version, amount: version, price: 1, fees: 0 },
      ...{ type: "buy", subtype: "buy", cancel_transaction_id: null, ...USD },
    })),
  });
}

/** @param {SoakItem} item @param {number} version @returns {Rows} the rows that are stored of it, as `storedRows` reads them */
function expectedRows(item, version) {
  const holdings = placesOf(item.size.holdings, version)
    .map((place) => `${accountOf(item, place)} soak-${place} ${version} ${version} ${version}`)
    .sort();
  return {
    accounts: [0, 1].map((place) => `${accountOf(item, place)} ${version}`).sort(),
    holdings,
    open: holdings,
    transactions: placesOf(item.size.transactions, version)
      .map((place) => `${idOf(item, place)} ${accountOf(item, place)} ${version} ${version}`)
      .sort(),
  };
}

const STORED = `SELECT
  ARRAY(SELECT concat_ws(' ', account_id, balance_current::float8) FROM account WHERE item_id = $1 AND is_active) AS accounts,
  ARRAY(SELECT concat_ws(' ', account_id, security_id, quantity::float8, institution_value::float8, cost_basis::float8)
    FROM holding WHERE item_id = $1) AS holdings,
  ARRAY(SELECT concat_ws(' ', account_id, security_id, quantity::float8, institution_value::float8, cost_basis::float8)
    FROM holding_version WHERE item_id = $1 AND valid_to IS NULL) AS open,
  ARRAY(SELECT concat_ws(' ', investment_transaction_id, account_id, quantity::float8, amount::float8)
    FROM investment_transaction WHERE item_id = $1 AND removed_at IS NULL) AS transactions`;

/** @param {string} row */
const versionIn = (row) => Number(row.slice(row.lastIndexOf(" ") + 1));

/**
 * The version that is stored whole, 0 while nothing is but the accounts. `isMoving`: what Plaid shows changes while the app
 * reads it, so that positions and transactions may be of two versions, each of them whole; the older one counts.
 * Errors: Failure, when anything is torn.
 * @param {SoakStack} stack @param {SoakItem} item @param {{ isMoving?: boolean }} [options]
 */
export async function storedVersion(stack, item, { isMoving = false } = {}) {
  const [found] = await stack.query(STORED, [item.itemId]);
  const rows = /** @type {Rows} */ (found);
  if (rows.holdings.length === 0 && rows.transactions.length === 0 && rows.open.length === 0) return 0;
  const versions = ["holdings", "open", "transactions", "accounts"].map((name) => {
    const list = rows[/** @type {keyof Rows} */ (name)].sort();
    const version = versionIn(list[0] ?? "0");
    if (list.join("\n") !== expectedRows(item, version)[/** @type {keyof Rows} */ (name)].join("\n"))
      throw new Failure(
        `torn: the ${name} of ${item.itemId} are no version whole, ${list.length} rows like ${list[0]}`,
      );
    return version;
  });
  const [positions = 0, open, transactions = 0] = versions;
  const isOne = isMoving ? positions === open : new Set(versions).size === 1;
  if (!isOne) throw new Failure(`torn: ${item.itemId} holds versions ${versions.join(", ")}`);
  return Math.min(positions, transactions);
}

/** What must hold of the rows of all Items at any moment; each finds what breaks it. */
const INVARIANTS = {
  "two open versions of one position": `SELECT FROM holding_version WHERE valid_to IS NULL
    GROUP BY item_id, account_id, security_id HAVING count(*) > 1`,
  "two versions of one position on a date": `SELECT FROM holding_version a JOIN holding_version b
    USING (item_id, account_id, security_id) WHERE a.valid_from < b.valid_from AND coalesce(a.valid_to, 'infinity') > b.valid_from`,
  "change rows of a refresh that did not succeed": `SELECT FROM refresh_change c LEFT JOIN item_refresh f USING (item_id, fence)
    WHERE f.status IS DISTINCT FROM 'success'`,
  "a refresh whose change rows are not those it counted": `SELECT FROM item_refresh f
    LEFT JOIN (SELECT item_id, fence, count(*) FROM refresh_change GROUP BY 1, 2) c USING (item_id, fence)
    WHERE f.status = 'success' AND coalesce(c.count, 0) <> f.holdings_added + f.holdings_changed + f.holdings_removed
      + f.transactions_added + f.transactions_changed + f.transactions_removed`,
  "a refresh of an old lease that still runs": `SELECT FROM item_refresh f JOIN item i USING (item_id)
    WHERE f.status = 'running' AND f.fence < i.fence`,
};

/** @param {SoakStack} stack */
export async function requireInvariants(stack) {
  for (const [name, sql] of Object.entries(INVARIANTS)) {
    const found = await stack.query(sql);
    if (found.length > 0) throw new Failure(`${name}: ${found.length}`);
  }
}

/** Links Items and changes what they show. @param {SoakStack} stack */
export function soakItems(stack) {
  const { controlUrl, controlToken, stateFile } = stack.sandbox;
  /** @param {string} place @param {object} body */
  async function control(place, body) {
    const response = await fetch(`${controlUrl}${place}`, {
      method: "POST",
      headers: { authorization: `Bearer ${controlToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Failure(`the local Plaid's control answers ${place} with ${JSON.stringify(answer)}`);
    return answer;
  }
  const show = async (/** @type {SoakItem} */ item, /** @type {number} */ version) => {
    await control("/picture", { itemId: item.itemId, picture: pictureOf(item, version) });
    item.shown = version;
  };
  return {
    show,
    /** From now on it shows the next version. @param {SoakItem} item */
    change: (item) => show(item, item.shown + 1),
    /** A login that shows its first version; the token links it. @param {string} userId @param {Size} size */
    create: async (userId, size) => {
      const { public_token: publicToken } = await control("/public_token", {});
      // The Item is known by its token until it is linked.
      const { itemId } = JSON.parse(fs.readFileSync(stateFile, "utf8")).publicTokens[publicToken];
      /** @type {SoakItem} */
      const item = { itemId, userId, size, shown: 0, acknowledged: 0 };
      await show(item, 1);
      return { item, publicToken };
    },
    /** @param {object} fault */
    addFault: (fault) => control("/faults", { fault }),
    clearFaults: () => control("/faults", { fault: null }),
    /** @param {string} itemId @param {string} place @returns {Promise<number[]>} instants of the calls about the Item, oldest first */
    callsOf: async (itemId, place) => {
      const response = await fetch(`${controlUrl}/calls`, { headers: { authorization: `Bearer ${controlToken}` } });
      const { calls } = await response.json();
      return calls
        .filter((/** @type {{ itemId: string, path: string }} */ call) => call.itemId === itemId && call.path === place)
        .map((/** @type {{ at: string }} */ call) => Date.parse(call.at));
    },
  };
}
