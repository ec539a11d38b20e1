// The overview: what is owned, how that was, and how far each figure can be relied on.
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { tabTo } from "./pages/keyboard";
import { LocalPlaid } from "./pages/local-plaid";
import { OverviewPage } from "./pages/overview-page";

const PNG = [0x89, 0x50, 0x4e, 0x47];

test("each figure says how far it can be relied on, and explains itself", async ({ page }) => {
  const overview = new OverviewPage(page);
  await overview.open();
  const figures = overview.figures("USD");
  for (const label of ["Total value", "Day change", "Unrealized gain"]) {
    await expect(figures.getByRole("heading", { name: label })).toBeVisible();
  }
  await expect(figures).toContainText(/Since \d+ \w{3} \d{4}, incl\. deposits/);
  await tabTo(page, overview.explain("Day change"));
  await page.keyboard.press("Enter");
  await expect(overview.explanation).toContainText("Deposits and withdrawals are in it");
  await expect(overview.explanation.locator("data")).toHaveCount(3);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(overview.explanation).toHaveCount(0);
  await expect(overview.explain("Day change")).toBeFocused();
});

test("the value over time is read by keys, and the address keeps its range", async ({ page }) => {
  const overview = new OverviewPage(page);
  await overview.open();
  const { value } = overview;
  const shownDays = async () => Number(await value.cursor.getAttribute("aria-valuemax"));
  await value.choice("1M").click();
  await expect(page).toHaveURL(/range=1m/);
  // What was shown before stays until the new range is there.
  await expect.poll(shownDays).toBeLessThanOrEqual(31);
  await value.choice("All").click();
  await expect(page).toHaveURL(/range=all/);
  await expect.poll(shownDays).toBeGreaterThan(31);
  const first = await value.readAfter("Home");
  expect(first).toMatch(/^\d+ \w{3} \d{4}: Total value \$[\d,]+\.\d\d/);
  const last = await value.readAfter("End");
  expect(last).not.toBe(first);
  expect(await value.readAfter("ArrowLeft")).not.toBe(last);
  expect(await value.readAfter("Home", "ArrowRight", "ArrowLeft")).toBe(first);
  await expect(value.card).toContainText(last.split(": ")[0] ?? "");

  await page.goBack();
  await expect(value.choice("1M")).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(value.choice("1M")).toHaveAttribute("aria-pressed", "true");
});

test("a chart is a table too, and a picture in the colours of the theme; neither tells an amount while those are hidden", async ({
  page,
}) => {
  const overview = new OverviewPage(page);
  await overview.open("?range=1m");
  const { value, allocation } = overview;
  await expect(value.cursor).toBeVisible();
  await expect(value.card.locator("svg path[stroke-width='2']").first()).toBeVisible();
  for (const [chart, name] of [
    [value, /^value-usd-\d{4}-\d{2}-\d{2}\.png$/],
    [allocation, /^allocation-by-type-usd-\d{4}-\d{2}-\d{2}\.png$/],
  ] as const) {
    const picture = await chart.savePicture();
    expect(picture.name).toMatch(name);
    expect([...picture.bytes.subarray(0, 4)]).toEqual(PNG);
    expect(picture.bytes.length).toBeGreaterThan(8_000);
  }
  await value.tableButton.click();
  await allocation.tableButton.click();
  expect(await value.table.getByRole("row").count()).toBeGreaterThan(28);
  await expect(allocation.table.getByRole("columnheader", { name: "Weight" })).toBeVisible();
  await expectAccessible(page);
  await overview.shell.hideAmounts.click();
  for (const chart of [value, allocation]) {
    await expect(chart.pictureButton).toBeDisabled();
    await expect(chart.table).not.toContainText("$");
    await chart.tableButton.click();
    await expect(chart.card).not.toContainText("$");
    expect(await chart.readAfter("End")).toMatch(/hidden/);
    expect(await chart.cursor.getAttribute("aria-valuetext")).not.toContain("$");
  }
  await overview.shell.hideAmounts.click();
});

test("what is owned is weighed by whatever the address says, and each way of it comes to the whole", async ({
  page,
  stack,
}) => {
  const overview = new OverviewPage(page);
  await overview.open("?by=sector");
  const { allocation } = overview;
  await expect(allocation.choice("Sector")).toHaveAttribute("aria-pressed", "true");
  await allocation.tableButton.click();
  for (const by of ["Type", "Sector", "Account", "Security"]) {
    await allocation.choice(by).click();
    await expect(page).toHaveURL(new RegExp(`by=${by.toLowerCase()}`));
    await expect(allocation.table.getByRole("columnheader").first()).toHaveText(by);
    const weights = await allocation.table.locator("tbody td:nth-child(4)").allInnerTexts();
    const whole = weights.reduce((sum, weight) => sum + Number.parseFloat(weight.replace("−", "-")), 0);
    expect(Math.abs(whole - 100), by).toBeLessThan(0.1);
  }
  // Other tests link brokerages with other currencies.
  await overview.open(`?by=currency&scope=${await new LocalPlaid(stack).itemAt("ins_900002")}`);
  await expect(allocation.card).toContainText("Everything is in this one currency");
});

test("a scope tells of its own alone; a brokerage that was read on one day says that its history starts there", async ({
  page,
  stack,
}) => {
  const plaid = new LocalPlaid(stack);
  const overview = new OverviewPage(page);
  const itemId = await plaid.itemAt("ins_900002");
  await overview.open();
  const all = await overview.figures("USD").locator("data").first().getAttribute("value");
  await overview.open(`?scope=${itemId}`);
  await expect(overview.figures("USD").locator("data").first()).not.toHaveAttribute("value", all ?? "");
  await expect(page.getByText("One brokerage", { exact: false })).toBeVisible();

  const days = await executeSql<{ date: string }>(
    stack,
    "SELECT DISTINCT date::text FROM account_day WHERE item_id = $1 ORDER BY date",
    "demo",
    [itemId],
  );
  expect(days.length).toBeGreaterThan(100);
  await executeSql(
    stack,
    "CREATE TABLE day_elsewhere AS SELECT * FROM account_day WHERE item_id = $1 AND date < $2",
    "demo",
    [itemId, days.at(-1)?.date],
  );
  await executeSql(stack, "DELETE FROM account_day WHERE item_id = $1 AND date < $2", "demo", [
    itemId,
    days.at(-1)?.date,
  ]);
  try {
    await page.reload();
    await expect(overview.value.card).toContainText("History starts on");
    await expect(overview.value.cursor).toHaveCount(0);
    await expect(overview.figures("USD")).toContainText("Nothing to compare with yet");
    await expect(overview.movers).toHaveCount(0);
    await expectAccessible(page);
  } finally {
    await executeSql(stack, "INSERT INTO account_day SELECT * FROM day_elsewhere");
    await executeSql(stack, "DROP TABLE day_elsewhere");
  }
});

test("where figures cannot be read the page says so with the request's id, and those that were known stay", async ({
  page,
  problems,
  stack,
}) => {
  problems.allow(/portfolio\.(history|overview)|status of 500/);
  const overview = new OverviewPage(page);
  await overview.open("?range=1m");
  await expect(overview.value.cursor).toBeVisible();
  await executeSql(stack, "ALTER TABLE account_day RENAME TO account_day_elsewhere");
  try {
    await overview.value.choice("3M").click();
    await expect(page.getByText(/Request [0-9a-f-]{36}/).first()).toBeVisible({ timeout: 20_000 });
    await expect(overview.figures("USD").locator("data").first()).toBeVisible();
  } finally {
    await executeSql(stack, "ALTER TABLE account_day_elsewhere RENAME TO account_day");
  }
});
