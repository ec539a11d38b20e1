// A user who owns more than anybody: the demo's, with one very large Item, and the browser that looks at it.
import { chromium } from "@playwright/test";
import { benchApp, fullWindow, noteMetadata } from "./bench-app.mjs";
import { launchOptions } from "./browser.mjs";
import { Failure } from "./failure.mjs";

export const HOLDINGS = 10_000;
export const TRANSACTIONS = 100_000;
export const SIZE = `${HOLDINGS.toLocaleString("en")} holdings and ${TRANSACTIONS.toLocaleString("en")} transactions`;
/** Whom the demo takes everybody for. */
const USER_ID = "demo";
const VIEWPORT = { width: 1350, height: 940 };

/** @type {WeakSet<object>} */
const filled = new WeakSet();

/**
 * The stack with that account, linked and refreshed as any other.
 * @param {import("./bench-run.mjs").Bench} bench
 */
export async function stackWithLargeAccount({ log, stack: startStack, connect }) {
  const stack = await startStack();
  if (filled.has(stack)) return stack;
  const app = benchApp(stack);
  log(`importing ${SIZE}`);
  await app.holdClock();
  const itemId = await app.link(USER_ID, `user_bulk_${HOLDINGS}_${TRANSACTIONS}`);
  const counts = await app.refresh(USER_ID, itemId, fullWindow());
  if (counts.holdings < HOLDINGS || counts.investment_transactions !== TRANSACTIONS)
    throw new Failure(`the refresh counted ${JSON.stringify(counts)}`);
  const client = await connect();
  await noteMetadata(client);
  await client.query("VACUUM ANALYZE");
  filled.add(stack);
  return stack;
}

/** A page of a browser of its own. @param {import("./bench-run.mjs").Bench} bench @param {string} url */
export async function openBrowser({ onEnd }, url) {
  const browser = await chromium.launch(launchOptions());
  onEnd(() => browser.close());
  const context = await browser.newContext({ baseURL: url, viewport: VIEWPORT, reducedMotion: "reduce" });
  return { browser, page: await context.newPage() };
}

/** The lists that are measured, by what the navigation calls their pages; `views` are addresses of parts of them, or of another order. */
export const LISTS = /** @type {const} */ ([
  {
    name: "Holdings",
    path: "/holdings",
    views: [
      ...["type=etf", "currency=USD", "basis=unknown", "price=stale", "sort=-gain", "sort=-dayChange"],
      ...["group=type", "group=account", "group=security"],
    ],
  },
  {
    name: "Activity",
    path: "/activity",
    views: [
      "kind=income",
      "kind=loan",
      "status=live",
      "status=cancelled",
      "status=withdrawn",
      "min=1000000",
      "from=2026-01-01&to=2026-01-31",
    ],
  },
]);

/** @param {import("@playwright/test").Page} page */
export const searchOf = (page) => page.getByRole("main").getByRole("searchbox").first();

/** Rows of the list's table or grid that hold figures. @param {import("@playwright/test").Page} page */
export const rowsOf = (page) =>
  page
    .getByRole("main")
    .getByRole("row")
    .filter({ has: page.getByRole("cell").or(page.getByRole("gridcell")) });

/** @param {import("@playwright/test").Page} page @param {string} path */
export async function openList(page, path) {
  await page.goto(path);
  await rowsOf(page).first().waitFor();
}
