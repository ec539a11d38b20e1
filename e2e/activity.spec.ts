import { readFile } from "node:fs/promises";
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { ActivityPage } from "./pages/activity-page";

const layoutShift = `new Promise((resolve) => {
  let total = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) total += entry.hadRecentInput ? 0 : entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(total), 500);
})`;

test("transactions are filtered, the address keeps it, and Back and Forward lead through it", async ({ page }) => {
  const activity = new ActivityPage(page);
  await page.goto("/");
  await activity.shell.roomLink("Activity").click();
  await expect(activity.rows.first()).toBeVisible();

  await activity.choice("Kind").selectOption("Income");
  await expect(page).toHaveURL(/kind=income/);
  await expect(activity.rows.filter({ hasText: "Trade" })).toHaveCount(0);
  await expect(activity.rows.filter({ hasText: /Income/ }).first()).toBeVisible();
  await activity.search.fill("no such thing");
  await expect(page.getByRole("heading", { name: "No transaction matches" })).toBeVisible();
  await expectAccessible(page);

  await page.goBack();
  await expect(activity.search).toHaveValue("");
  await expect(activity.rows.first()).toBeVisible();
  await page.goForward();
  await expect(activity.search).toHaveValue("no such thing");
  await page.reload();
  await expect(activity.search).toHaveValue("no such thing");
  await expect(activity.choice("Kind")).toHaveValue("income");
  await activity.clearFilters.click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(activity.search).toHaveValue("");

  const security = activity.rows.filter({ hasText: "Trade" }).first().getByRole("button");
  // Not the text that is rendered: rows out of sight are not.
  const ticker = (await security.textContent()) ?? "";
  expect(ticker).not.toBe("");
  await security.click();
  await expect(page).toHaveURL(/security=/);
  await expect(page.getByRole("button", { name: `Only ${ticker}` })).toBeVisible();
  await expect(activity.rows.filter({ hasNotText: ticker })).toHaveCount(0);
});

test("further pages come by themselves, and are downloaded as they are shown", async ({ page }) => {
  const activity = new ActivityPage(page);
  await activity.open();
  const shown = async () => Number((await activity.count.textContent())?.match(/\d+/)?.[0]);
  expect(await shown()).toBe(100);
  expect(await page.evaluate(layoutShift)).toBeLessThan(0.02);
  await expectAccessible(page);
  await page.keyboard.press("End");
  await expect.poll(shown).toBeGreaterThan(100);
  // Those out of sight are not there.
  expect(await activity.rows.count()).toBeLessThanOrEqual(60);
  const dates = await activity.table
    .locator("time")
    .evaluateAll((days) => days.map((day) => day.getAttribute("datetime")));
  expect(dates).toEqual([...dates].sort().reverse());

  const count = await shown();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.trimEnd().split("\r\n").length).toBeGreaterThanOrEqual(count + 1);

  await activity.shell.hideAmounts.click();
  await expect(activity.rows.first()).not.toContainText("$0.00");
  await expect(activity.rows.first()).toContainText("hidden");
});

test("where transactions cannot be read, the page says so, and Retry brings them", async ({
  page,
  problems,
  stack,
}) => {
  problems.allow(/portfolio\.activity|status of 500/);
  const activity = new ActivityPage(page);
  await page.goto("/connections");
  await executeSql(stack, "ALTER TABLE investment_transaction RENAME TO transaction_elsewhere");
  try {
    await activity.shell.roomLink("Activity").click();
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText(/Request [0-9a-f-]{36}/, { timeout: 20_000 });
  } finally {
    await executeSql(stack, "ALTER TABLE transaction_elsewhere RENAME TO investment_transaction");
  }
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(activity.rows.first()).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("transactions are cards, filters are behind a button, and all of it fits", async ({ page }) => {
    const activity = new ActivityPage(page);
    await activity.open();
    await expect(activity.table).toBeHidden();
    await expect(activity.cards.first()).toBeVisible();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expect(activity.choice("Kind")).toBeHidden();
    await activity.filtersButton.tap();
    await activity.choice("Kind").selectOption("Fee");
    await expect(page).toHaveURL(/kind=fee/);
    await expect(activity.cards.filter({ hasNotText: "· Fee" })).toHaveCount(0);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
