// How long Plaid waits for the answer to a webhook: signed by the local Plaid, verified, stored, and noted on its Item.
import { benchApp } from "./bench-app.mjs";
import { inMs, median, quantile } from "./bench-report.mjs";
import { Failure } from "./failure.mjs";

const USER_ID = "bench-webhooks";
const USERNAME = "user_bulk_25_100";
const WEBHOOK = { type: "HOLDINGS", code: "DEFAULT_UPDATE" };
const WARM_UP = 50;
const WEBHOOKS = 300;
const AT_ONCE = 20;
const TARGET_MS = 100;
const DEADLINE_MS = 30_000;

/** @type {import("./bench-run.mjs").Part} */
export async function benchWebhooks({ log, stack: startStack }) {
  const stack = await startStack();
  const app = benchApp(stack);
  const itemId = await app.link(USER_ID, USERNAME, { webhook: `${stack.url}/api/plaid/webhook` });
  const tried = async () =>
    (await app.webhooks()).filter((webhook) => webhook.itemId === itemId).flatMap(({ attempts }) => attempts);

  /** Sends so many, `atOnce` at a time. @param {number} count @param {number} atOnce @returns {Promise<number[]>} what each took */
  async function send(count, atOnce) {
    const before = (await tried()).length;
    for (let sent = 0; sent < count; sent += atOnce) {
      for (let n = 0; n < atOnce; n += 1) await app.fireWebhook({ itemId, ...WEBHOOK });
      for (const endsAt = performance.now() + DEADLINE_MS; (await tried()).length < before + sent + atOnce; )
        if (performance.now() > endsAt) throw new Failure("a webhook is not answered");
    }
    const attempts = (await tried()).slice(before);
    const refused = attempts.find(({ status }) => status !== 200);
    if (refused) throw new Failure(`a webhook is answered with ${refused.status}`);
    return attempts.map(({ tookMs }) => tookMs);
  }

  log(`${2 * WEBHOOKS} webhooks`);
  await send(WARM_UP, 1);
  const measured = [
    { atOnce: 1, times: await send(WEBHOOKS, 1) },
    { atOnce: AT_ONCE, times: await send(WEBHOOKS, AT_ONCE) },
  ];
  return [
    {
      title: "Webhooks",
      text: `What Plaid waits for its answer to a webhook at \`POST /api/plaid/webhook\`: ${WEBHOOKS} one after the other, and ${WEBHOOKS} in volleys of ${AT_ONCE}, all of one Item.`,
      head: ["sent", "median", "95 % within", "the slowest"],
      rows: measured.map(({ atOnce, times }) => [
        atOnce === 1 ? "one by one" : `${atOnce} at once`,
        `${inMs(median(times))} ms`,
        `${inMs(quantile(times, 0.95))} ms`,
        `${inMs(Math.max(...times))} ms`,
      ]),
      missed: measured
        .filter(({ times }) => quantile(times, 0.95) > TARGET_MS)
        .map(({ atOnce }) => `95 % of the answers within ${TARGET_MS} ms, ${atOnce} at once`),
    },
  ];
}
