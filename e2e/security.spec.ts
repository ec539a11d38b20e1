import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";
import { LocalPlaid } from "./pages/local-plaid";
import { SecurityPage } from "./pages/security-page";

const idBy = async (stack: Stack, query: string, values: unknown[] = []) => {
  const [row] = await executeSql<{ security_id: string }>(stack, query, "demo", values);
  return row?.security_id ?? "";
};
const idOf = (stack: Stack, ticker: string) =>
  idBy(stack, "SELECT security_id FROM holding JOIN security USING (security_id) WHERE ticker_symbol = $1 LIMIT 1", [
    ticker,
  ]);

/** What a login shows is linked once; the holdings are there when this is through. */
async function linkOnce(stack: Stack, username: string, institutionId: string, query: string): Promise<string> {
  const known = await idBy(stack, query);
  if (known !== "") return known;
  const plaid = new LocalPlaid(stack);
  await plaid.refresh(await plaid.link({ institutionId, username }));
  await expect.poll(() => idBy(stack, query), { timeout: 30_000 }).not.toBe("");
  return idBy(stack, query);
}
const withLots = "SELECT security_id FROM holding WHERE vested_quantity IS NOT NULL LIMIT 1";
const writtenOption =
  "SELECT security_id FROM holding JOIN security USING (security_id) WHERE option_contract IS NOT NULL AND quantity < 0 LIMIT 1";
const bond = "SELECT security_id FROM holding JOIN security USING (security_id) WHERE fixed_income IS NOT NULL LIMIT 1";
const sold = `SELECT v.security_id FROM holding_version v WHERE NOT EXISTS
  (SELECT FROM holding h WHERE h.security_id = v.security_id) LIMIT 1`;

test("a holding opens beside the table; Back, Escape and Close shut it, and the focus goes back to where it was", async ({
  page,
}) => {
  const security = new SecurityPage(page);
  const { drawer } = security;
  await security.shell.open("Holdings");
  const link = security.holdingLink("AAPL");
  await link.click();
  await expect(drawer).toContainText("Apple");
  await expect(drawer.getByRole("list", { name: "Position by account" })).toBeVisible();
  await expect(page).toHaveURL(/holding=/);
  await expectAccessible(page);

  await page.goBack();
  await expect(drawer).toHaveCount(0);
  await expect(page).toHaveURL(/\/holdings$/);
  await page.goForward();
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(page).toHaveURL(/\/holdings$/);

  await link.focus();
  await page.keyboard.press("Enter");
  await expect(drawer).toBeVisible();
  const address = page.url();
  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(drawer).toHaveCount(0);
  await expect(link).toBeFocused();

  await page.goto(address);
  await expect(drawer).toContainText("Apple");
  await drawer.getByRole("button", { name: "Close" }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page).toHaveURL(/\/holdings$/);
});

test("from the drawer to the page, whose range and developer view the address keeps", async ({ page, stack }) => {
  const security = new SecurityPage(page);
  await page.goto(`/holdings?holding=${await idOf(stack, "AAPL")}`);
  await security.drawer.getByRole("link", { name: "Open the page" }).click();
  await expect(security.shell.heading("AAPL")).toBeVisible();
  await expect(security.positions.getByRole("row")).not.toHaveCount(0);
  await expect(security.card("Value and quantity")).toBeVisible();
  await expect(security.card("Tax lots")).toContainText("The brokerage gives no lots");
  await expect(page.getByRole("table", { name: "Transactions, newest first" })).toBeVisible();
  await expectAccessible(page);

  await security.range("1M").click();
  await expect(page).toHaveURL(/range=1m/);
  await expect(security.range("1M")).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect(security.range("1Y")).toHaveAttribute("aria-pressed", "true");

  await security.developer.click();
  const stored = security.card("Plaid's answer, as stored");
  await expect(stored).toContainText('"ticker_symbol": "AAPL"');
  await expectAccessible(page, ["light"]);
  await page.reload();
  await expect(stored).toBeVisible();

  await page.getByRole("link", { name: "All in Activity" }).click();
  await expect(page.getByRole("button", { name: /^Only AAPL/ })).toBeVisible();
});

test("snapshots are told and downloaded with every digit, and hide with the amounts", async ({ page, stack }) => {
  const security = new SecurityPage(page);
  const securityId = await idOf(stack, "AAPL");
  // What other tests linked may still be on its way.
  await expect(async () => {
    await security.open(securityId, "?range=all");
    await expect(security.snapshots).toBeVisible();
    const { name, lines } = await security.download("Snapshots");
    expect(name).toMatch(/^snapshots-AAPL-\d{4}-\d{2}-\d{2}\.csv$/);
    const [{ count } = { count: "" }] = await executeSql<{ count: string }>(
      stack,
      "SELECT count(*)::text FROM holding_version JOIN item i USING (item_id) WHERE security_id = $1 AND i.unlinked_at IS NULL AND i.user_id = 'demo'",
      "demo",
      [securityId],
    );
    expect(lines).toHaveLength(Number(count) + 1);
    await page.getByRole("button", { name: /^Show all/ }).click();
    await expect(security.snapshots.getByRole("row")).toHaveCount(Number(count) + 1);
  }).toPass({ timeout: 40_000 });

  await security.shell.hideAmounts.click();
  await expect(security.positions).toContainText("hidden");
  await expect(security.card("Snapshots").getByRole("button", { name: "Download CSV" })).toBeDisabled();
  await security.shell.hideAmounts.click();
});

test("lots are told with their terms, and that unvested shares have none", async ({ page, stack }) => {
  const security = new SecurityPage(page);
  await security.open(await linkOnce(stack, "user_stock_plan", "ins_900005", withLots));
  const lots = security.lots.getByRole("row");
  await expect(lots.filter({ hasText: "Long-term" }).first()).toBeVisible();
  await expect(security.card("Tax lots")).toContainText("have not vested");
  await expect(security.card("Position in USD")).toContainText("Estimated");
  await expect(security.positions).toContainText("not yet");
  await expectAccessible(page);
  const count = await lots.count();
  const { lines } = await security.download("Tax lots");
  expect(lines).toHaveLength(count);
  expect(lines[0]).toContain("Days until long-term");
});

test("an option tells its contracts, strike and expiry, a bond its coupon and when it is due", async ({
  page,
  stack,
}) => {
  const security = new SecurityPage(page);
  await security.open(await linkOnce(stack, "user_options", "ins_900001", writtenOption));
  const option = security.card("Option");
  await expect(option).toContainText("Strike");
  await expect(option).toContainText(/in \d+ days/);
  await expect(security.positions).toContainText("ct");
  await expectAccessible(page);
  await security.open(await linkOnce(stack, "user_bonds", "ins_900001", bond));
  await expect(security.card("Bond")).toContainText("Coupon");
  await expect(security.card("Bond")).toContainText("Par");
  await expectAccessible(page, ["light"]);
});

test("what was sold says when, and keeps its history", async ({ page, stack }) => {
  const security = new SecurityPage(page);
  await security.open(await idBy(stack, sold), "?range=all");
  await expect(page.getByRole("heading", { name: /^Sold on|^Not held since/ })).toBeVisible();
  await expect(security.snapshots).toBeVisible();
  await expect(security.positions).toHaveCount(0);
  await expectAccessible(page);
});

test("a security that was never held is not told of, in words that help", async ({ page, problems }) => {
  problems.allow(/portfolio\.|status of 404/);
  const security = new SecurityPage(page);
  await security.open("no-such-security");
  await expect(page.getByRole("heading", { name: "You have never held this security" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "See what you hold" }).click();
  await expect(security.shell.heading("Holdings")).toBeVisible();
});

test("where a security cannot be read, the page says so with the request's id, and Retry brings it", async ({
  page,
  problems,
  stack,
}) => {
  problems.allow(/portfolio\.|status of 500/);
  const security = new SecurityPage(page);
  const securityId = await idOf(stack, "AAPL");
  const alert = page.getByRole("main").getByRole("alert");
  await executeSql(stack, "ALTER TABLE holding RENAME TO holding_elsewhere");
  try {
    await security.open(securityId);
    await expect(alert).toContainText(/Request [0-9a-f-]{36}/, { timeout: 20_000 });
  } finally {
    await executeSql(stack, "ALTER TABLE holding_elsewhere RENAME TO holding");
  }
  await alert.getByRole("button", { name: "Retry" }).click();
  await expect(security.shell.heading("AAPL")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("the drawer is a sheet at the bottom, and the page fits", async ({ page, stack }) => {
    const security = new SecurityPage(page);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await security.shell.open("Holdings");
    await security.holdingLink("AAPL").tap();
    await expect(security.drawer).toContainText("Apple");
    const box = await security.drawer.boundingBox();
    expect([box?.x, box?.width]).toEqual([0, 390]);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, 0);
    expect(box?.y).toBeGreaterThan(80);
    await expectAccessible(page);
    await security.drawer.getByRole("link", { name: "Open the page" }).tap();
    await expect(security.shell.heading("AAPL")).toBeVisible();
    await expect(security.positions).toBeHidden();
    await expect(page.getByRole("list", { name: "Position by account" })).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await security.open(await linkOnce(stack, "user_stock_plan", "ins_900005", withLots));
    await expect(page.getByRole("list", { name: "Tax lots" })).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
