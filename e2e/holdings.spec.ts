import type { Route } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { HoldingsPage } from "./pages/holdings-page";
import { tabTo } from "./pages/keyboard";

const MANY = 3_000;

test("holdings are searched, filtered and sorted, the address keeps it, and Back and Forward lead through it", async ({
  page,
}) => {
  const holdings = new HoldingsPage(page);
  await holdings.open();
  await holdings.choice("Type").selectOption("ETF");
  await expect(page).toHaveURL(/type=etf/);
  await expect(holdings.count).toContainText("matching");
  await expect(holdings.rows.filter({ hasNotText: "ETF" })).toHaveCount(0);
  await expect(holdings.totals.first()).toContainText("Shown");
  await holdings.sortBy("Security");
  await expect(page).toHaveURL(/sort=security/);
  await expect(holdings.columnHead("Security")).toHaveAttribute("aria-sort", "ascending");
  await holdings.search.fill("zzzz");
  await expect(page.getByRole("heading", { name: "No holding matches" })).toBeVisible();
  await expectAccessible(page);

  await page.goBack();
  await expect(holdings.search).toHaveValue("");
  await expect(holdings.rows.first()).toBeVisible();
  await page.goForward();
  await expect(holdings.search).toHaveValue("zzzz");
  await page.reload();
  await expect(holdings.search).toHaveValue("zzzz");
  await expect(holdings.choice("Type")).toHaveValue("etf");
  await holdings.clearFilters.click();
  await expect(page).toHaveURL(/\/holdings\?sort=security$/);
  await expect.poll(() => holdings.rows.count()).toBeGreaterThan(5);
  await expect(holdings.totals.first()).toContainText("Total");
});

test("on paper the whole table stands, however narrow the window, without what can only be pressed", async ({
  page,
}) => {
  await page.setViewportSize({ width: 700, height: 400 });
  const holdings = new HoldingsPage(page);
  await holdings.open();
  await expect(holdings.table).toHaveCount(0);
  const [shown = ""] = /\d+/.exec((await holdings.count.textContent()) ?? "") ?? [];
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(holdings.rows).toHaveCount(Math.min(Number(shown), 100));
  await expect(holdings.rows.last()).toBeVisible();
  await expect(holdings.search).toBeHidden();
  await expect(holdings.shell.refreshButton).toBeHidden();
  const tops = await holdings.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  expect(tops).toEqual([...new Set(tops)].sort((a, b) => a - b));
});

test("groups have subtotals, and close and open without losing the place", async ({ page }) => {
  const holdings = new HoldingsPage(page);
  await holdings.open();
  const before = await holdings.rows.count();
  await holdings.choice("Group by").selectOption("Type");
  await expect(page).toHaveURL(/group=type/);
  const group = holdings.group(/^ETF/).first();
  await expect(group).toBeVisible();
  await expectAccessible(page);
  await group.click();
  await expect(holdings.closedGroup(/^ETF/).first()).toBeVisible();
  await expect(page).toHaveURL(/closed=/);
  expect(await holdings.rows.count()).toBeLessThan(before);
  await holdings.closedGroup(/^ETF/).first().click();
  await expect(holdings.group(/^ETF/).first()).toBeVisible();
});

test("a word that is typed faster than the page renders is one place, and Back leads to the one before", async ({
  page,
}) => {
  const holdings = new HoldingsPage(page);
  await holdings.open();
  await expect(holdings.rows.first()).toBeVisible();
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  await holdings.search.pressSequentially("vang", { delay: 70 });
  await expect(page).toHaveURL(/q=vang/);
  await expect(holdings.count).toContainText("matching");
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.goBack();
  await expect(page).not.toHaveURL(/q=/);
  await expect(holdings.search).toHaveValue("");
});

test("columns are chosen, and kept in the address", async ({ page }) => {
  const holdings = new HoldingsPage(page);
  await holdings.open();
  await expect(holdings.columnHead("Currency")).toHaveCount(0);
  // Where the whole menu is in sight: a click on what is near the lower edge scrolls the page under the pointer first.
  await page.setViewportSize({ width: 1280, height: 1000 });
  await page.getByRole("button", { name: "Columns" }).click();
  const currency = page.getByRole("menuitemcheckbox", { name: "Currency" });
  await currency.click();
  await expect(currency).toBeChecked();
  const weight = page.getByRole("menuitemcheckbox", { name: "Weight" });
  await weight.click();
  await expect(weight).not.toBeChecked();
  await page.keyboard.press("Escape");
  await expect(holdings.columnHead("Currency")).toBeVisible();
  await expect(holdings.columnHead("Weight")).toHaveCount(0);
  await page.reload();
  await expect(holdings.columnHead("Currency")).toBeVisible();
  await expect(holdings.columnHead("Weight")).toHaveCount(0);
});

test("a button that is held down while what it opens is still coming opens it", async ({ page }) => {
  await new HoldingsPage(page).open();
  const coming: Route[] = [];
  let isKeptBack = true;
  await page.route("**/_next/static/chunks/**", (route) => (isKeptBack ? void coming.push(route) : route.continue()));
  await page.getByRole("button", { name: "Columns" }).hover();
  await page.mouse.down();
  await expect.poll(() => coming.length).toBeGreaterThan(0);
  isKeptBack = false;
  const arrivals = coming.map(async (route) => {
    await route.continue();
    await (await route.request().response())?.finished();
  });
  await Promise.all(arrivals);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.mouse.up();
  await expect(page.getByRole("menuitemcheckbox", { name: "Currency" })).toBeVisible();
});

test("a date in the past is told as it was, with what is not known of it, and left again", async ({ page, stack }) => {
  const [first] = await executeSql<{ date: string }>(stack, "SELECT min(date)::text AS date FROM account_day");
  const holdings = new HoldingsPage(page);
  await holdings.open();
  await holdings.asOf.fill(first?.date ?? "");
  await expect(page).toHaveURL(new RegExp(`as_of=${first?.date}`));
  const notice = page.getByRole("main").getByRole("status").filter({ hasText: "As of" });
  await expect(notice).toBeVisible();
  await expect(holdings.rows.first()).toBeVisible();
  await expectAccessible(page);
  await notice.getByRole("button", { name: "Back to today" }).click();
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL(/\/holdings$/);
});

test("the grid is gone through by keys alone", async ({ page }) => {
  const holdings = new HoldingsPage(page);
  await page.goto("/holdings?group=account");
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("[data-index]")?.getAttribute("data-index"));
  await tabTo(page, holdings.lines.first().locator("[data-row-focus]"));
  await page.keyboard.press("ArrowLeft");
  await expect(holdings.lines.first().locator("[aria-expanded=false]")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(holdings.lines.first().locator("[aria-expanded=true]")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect.poll(focused).toBe("1");
  await page.keyboard.press("End");
  await expect.poll(focused).toMatch(/^\d\d+$/);
  await page.keyboard.press("Home");
  await expect.poll(focused).toBe("0");
});

test("holdings are downloaded as they are shown: searched, in their order, with every digit", async ({ page }) => {
  const holdings = new HoldingsPage(page);
  await holdings.open();
  const all = await holdings.download();
  expect(all.name).toMatch(/^holdings-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(all.head).toBe(
    "\ufeffTicker,Name,Type,Brokerage,Account,Currency,Quantity,Price,Price as of,Value,Weight (fraction),Cost basis,Gain,Gain (fraction),Day change,Day change since",
  );
  await expect(holdings.count).toHaveText(new RegExp(`^${all.lines.length} `));

  await holdings.search.fill("vanguard");
  await expect(page).toHaveURL(/q=vanguard/);
  await holdings.sortBy("Security");
  await expect(page).toHaveURL(/sort=security/);
  await expect(holdings.rows.filter({ hasNotText: /vanguard/i })).toHaveCount(0);
  const { lines } = await holdings.download();
  expect(lines.length).toBeLessThan(all.lines.length);
  expect(lines.map((line) => line.split(",").at(-7))).toEqual(await holdings.values("value"));

  await holdings.shell.hideAmounts.click();
  await expect(holdings.downloadButton).toBeDisabled();
  await holdings.shell.hideAmounts.click();
  await expect(holdings.downloadButton).toBeEnabled();
});

test("S-40, T27: what a brokerage calls a security is no formula in the file", async ({ page, stack }) => {
  const [security] = await executeSql<{ security_id: string; name: string }>(
    stack,
    "SELECT s.security_id, s.name FROM security s JOIN holding USING (security_id) WHERE s.ticker_symbol = 'AAPL' LIMIT 1",
  );
  const rename = (name: string | undefined) =>
    executeSql(stack, "UPDATE security SET name = $2 WHERE security_id = $1", "demo", [security?.security_id, name]);
  await rename('=HYPERLINK("https://evil.example")');
  try {
    const holdings = new HoldingsPage(page);
    await holdings.open();
    const { lines } = await holdings.download();
    const cells = `AAPL,"'=HYPERLINK(""https://evil.example"")",equity,`;
    expect(lines).toContainEqual(expect.stringContaining(cells));
  } finally {
    await rename(security?.name);
  }
});

test("thousands of holdings are scrolled with few of them in the page, and all of them are in the file", async ({
  page,
  stack,
}) => {
  const added = "security_id LIKE 'many-%'";
  // Positions that no refresh stored: their sums are not those that are remembered of one.
  await executeSql(stack, "UPDATE item SET stored_fence = NULL WHERE user_id = 'demo'");
  await executeSql(
    stack,
    `INSERT INTO holding (item_id, account_id, security_id, quantity, institution_price, institution_value, iso_currency_code, updated_at)
     SELECT a.item_id, a.account_id, 'many-' || n, 1, 0.01, 0.01, 'USD', now()
     FROM (SELECT * FROM account JOIN item USING (item_id) WHERE type = 'investment' AND user_id = 'demo' LIMIT 1) a, generate_series(1, ${MANY}) n`,
  );
  try {
    const holdings = new HoldingsPage(page);
    await holdings.open();
    await expect(holdings.count).toContainText("3,0");
    await tabTo(page, holdings.lines.first().locator("[data-row-focus]"));
    const lastIndex = () =>
      holdings.lines.evaluateAll((lines) => Math.max(...lines.map((line) => Number(line.getAttribute("data-index")))));
    for (let before = -1; before < MANY; ) {
      await page.keyboard.press("End");
      await expect.poll(lastIndex).toBeGreaterThan(before);
      before = await lastIndex();
      expect(await holdings.lines.count()).toBeLessThanOrEqual(60);
    }
    const { lines } = await holdings.download();
    expect(lines.length).toBeGreaterThan(MANY);
  } finally {
    await executeSql(stack, `DELETE FROM holding WHERE ${added}`);
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("holdings are cards, filters are in a sheet, and all of it fits", async ({ page }) => {
    const holdings = new HoldingsPage(page);
    await holdings.open();
    await expect(holdings.table).toBeHidden();
    await expect(holdings.cards.first()).toBeVisible();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await holdings.filtersButton.tap();
    await expect(holdings.filterSheet).toBeVisible();
    await expectAccessible(page);
    await holdings.filterSheet.getByRole("combobox", { name: "Type" }).selectOption("ETF");
    await expect(page).toHaveURL(/type=etf/);
    await holdings.filterSheet.getByRole("button", { name: "Show holdings" }).tap();
    await expect(holdings.filterSheet).toHaveCount(0);
    await expect(holdings.cards.filter({ hasNotText: "ETF" })).toHaveCount(0);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
