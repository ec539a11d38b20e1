// The app as a program sees it, and the local Plaid as a test bench: what the parts of the bench have in common.
import { askPlaid, postJson } from "./bench-floor.mjs";
import { Failure } from "./failure.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./bench-stack.mjs").startStack>>} Stack */
/** Both dates inclusive. @typedef {{ startDate: string, endDate: string }} Window */
/** @typedef {{ securities: number, holdings: number, investment_transactions: number }} Counts */

const INSTITUTION_ID = "ins_109508";

/** The last 24 months. @returns {Window} */
export function fullWindow() {
  const end = new Date();
  const start = new Date(end);
  start.setUTCFullYear(end.getUTCFullYear() - 2);
  return { startDate: start.toISOString().slice(0, 10), endDate: end.toISOString().slice(0, 10) };
}

/** @param {Window} window */
const toWire = ({ startDate, endDate }) => ({ start_date: startDate, end_date: endDate });

/** @param {Stack} stack */
export function benchApp({ url, sandbox }) {
  // Prices change with the minute: with a clock that ran on, nothing would be unchanged.
  const instant = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 500).toISOString();

  /** @param {string} operation @param {object} body */
  async function call(operation, body) {
    const { status, text } = await postJson(`${url}/api/plaid/investments/${operation}`, body);
    if (status !== 200) throw new Failure(`${operation} answers ${status} ${text}`);
    return JSON.parse(text);
  }

  /** Without a body it is read, not changed. @param {string} path @param {object} [body] */
  async function control(path, body) {
    const response = await fetch(`${sandbox.controlUrl}${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${sandbox.controlToken}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Failure(`the local Plaid's control answers ${path} with ${response.status}`);
    return response.json();
  }

  /** @param {string} username @param {object} [options] @returns {Promise<string>} */
  async function createPublicToken(username, options) {
    const answer = await askPlaid(sandbox.url, "/sandbox/public_token/create", {
      institution_id: INSTITUTION_ID,
      initial_products: ["investments"],
      options: { override_username: username, override_password: "pass_good", ...options },
    });
    return JSON.parse(answer).public_token;
  }

  return {
    /** Puts the local Plaid's clock back to the instant of this bench. */
    holdClock: () => control("/clock", { instant }),

    /** How long each call of the local Plaid takes from now on. @param {number} delayMs */
    setLatency: async (delayMs) => {
      await control("/faults", { fault: null });
      if (delayMs > 0) await control("/faults", { fault: { path: "*", times: "always", kind: "delay", delayMs } });
    },

    /** Links a login with the app. @param {string} userId @param {string} username @param {object} [options] Plaid's, of the Item @returns {Promise<string>} its item_id */
    link: async (userId, username, options) => {
      const body = { user_id: userId, public_token: await createPublicToken(username, options) };
      return String((await call("exchange_public_token", body)).item_id);
    },

    /** Has the local Plaid send a webhook about an Item. @param {{ itemId: string, type: string, code: string }} webhook */
    fireWebhook: (webhook) => control("/webhook", webhook),

    /** What became of the latest webhooks. @returns {Promise<{ itemId: string, attempts: { status: number | null, tookMs: number }[] }[]>} */
    webhooks: async () => (await control("/webhooks")).webhooks,

    /** Links a login past the app. @param {string} username @returns {Promise<import("./bench-floor.mjs").FloorItem>} */
    linkPastApp: async (username) => {
      const body = { public_token: await createPublicToken(username) };
      const { item_id, access_token } = JSON.parse(await askPlaid(sandbox.url, "/item/public_token/exchange", body));
      return { itemId: item_id, accessToken: access_token };
    },

    /** @param {string} userId @param {string} itemId @param {Window} window @returns {Promise<Counts>} */
    refresh: async (userId, itemId, window) =>
      (await call("refresh", { user_id: userId, item_id: itemId, ...toWire(window) })).upserts,

    /** Refreshes every Item there is. @param {Window} window @returns {Promise<Counts & { items: number }>} */
    refreshAll: async (window) => (await call("refresh_all", toWire(window))).summary,
  };
}

/**
 * Notes what a worker notes an instant after an Item was linked. Here none runs, and each refresh would ask for one.
 * @param {import("pg").Client} client
 */
export async function noteMetadata(client) {
  await client.query("UPDATE item SET metadata_fetched_at = now() WHERE metadata_fetched_at IS NULL");
}

/** @param {() => Promise<unknown>} work @returns {Promise<number>} milliseconds */
export async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
