// What needs a look, and where it is said.
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { AttentionPage } from "./pages/attention-page";
import { ConnectionsPage } from "./pages/connections-page";
import { HoldingsPage } from "./pages/holdings-page";
import { LocalPlaid } from "./pages/local-plaid";

const PLATYPUS = { id: "ins_109508", name: "First Platypus Bank" };
const ACORN = { id: "ins_900002", name: "Acorn & Elm Retirement" };

test("a login that is asked for is told on every page of figures and first of all findings, until it is given", async ({
  page,
  stack,
}) => {
  const attention = new AttentionPage(page);
  const { shell } = attention;
  const plaid = new LocalPlaid(stack);
  const itemId = await plaid.itemAt(PLATYPUS.id);
  await plaid.setItemError(itemId, "ITEM_LOGIN_REQUIRED");
  await plaid.refresh(itemId);
  await shell.open("Activity");
  const strip = page.getByRole("main").getByText(`${PLATYPUS.name} asks you to sign in again.`);
  await expect(strip).toBeVisible();
  await expectAccessible(page);

  await attention.open();
  await expect(strip).toHaveCount(0);
  const entry = attention.group("Act now").getByRole("listitem").filter({ hasText: PLATYPUS.name });
  await expect(entry).toContainText("sign in again");
  await expectAccessible(page);
  await entry.getByRole("button", { name: `Reconnect ${PLATYPUS.name}` }).click();
  await new ConnectionsPage(page).link.completeUpdate("pass_good");
  await expect(attention.group("Act now")).toHaveCount(0, { timeout: 30_000 });
  await shell.open("Activity");
  await expect(strip).toHaveCount(0);
});

test("figures that are a day old say so where they stand, and a refresh from there makes them new", async ({
  page,
  stack,
}) => {
  const attention = new AttentionPage(page);
  const { shell } = attention;
  const itemId = await new LocalPlaid(stack).itemAt(ACORN.id);
  await executeSql(
    stack,
    `UPDATE item SET refreshed_at = refreshed_at - interval '26 hours', next_refresh_at = now() + interval '1 day'
     WHERE item_id = '${itemId}'`,
  );
  await shell.open("Holdings");
  const strip = page.getByText(`${ACORN.name} has not been refreshed for more than a day.`);
  await expect(strip).toBeVisible();
  await attention.open();
  await expect(attention.entry("Old data", ACORN.name)).toBeVisible();
  await shell.open("Holdings");
  await page.getByRole("button", { name: `Refresh ${ACORN.name}` }).click();
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  await expect(strip).toHaveCount(0);
});

test("new accounts lead to the choice of accounts, and every card tells what comes next", async ({ page, stack }) => {
  const attention = new AttentionPage(page);
  const connections = new ConnectionsPage(page);
  const plaid = new LocalPlaid(stack);
  await plaid.fireWebhook(await plaid.itemAt(ACORN.id), "ITEM", "NEW_ACCOUNTS_AVAILABLE");
  const card = connections.card(ACORN.name);
  await expect(async () => {
    await connections.open();
    await expect(card).toContainText("accounts that are not shared here yet", { timeout: 2_000 });
  }).toPass();
  await expect(card).toContainText(/Next refresh(in \d+ (h|day)|as soon as it can)/);
  await expect(page.getByRole("link", { name: /^Needs attention \d+/ })).toBeVisible({ timeout: 40_000 });

  await attention.open();
  const entry = attention.entry("New accounts", ACORN.name);
  await entry.getByRole("button", { name: `Add accounts at ${ACORN.name}` }).click();
  await connections.link.completeAddition("pass_good");
  await expect(entry).toHaveCount(0, { timeout: 20_000 });
});

test("the positions whose cost nobody knows are where their finding leads", async ({ page, stack }) => {
  const attention = new AttentionPage(page);
  const plaid = new LocalPlaid(stack);
  const itemId = await plaid.itemAt(PLATYPUS.id);
  await executeSql(stack, "UPDATE holding SET cost_basis = NULL WHERE item_id = $1", "demo", [itemId]);
  await attention.open();
  const entry = attention.entry("Cost unknown", PLATYPUS.name);
  await entry.getByRole("link", { name: `See holdings of ${PLATYPUS.name}` }).click();
  await expect(page).toHaveURL(/basis=unknown/);
  await expect(page.getByRole("combobox", { name: "Cost basis" })).toHaveValue("unknown");
  const { rows } = new HoldingsPage(page);
  await expect(rows.first()).toContainText("unknown");
  await plaid.refresh(itemId);
});

test("the list fits a phone in both themes", async ({ page, stack }) => {
  const attention = new AttentionPage(page);
  await executeSql(
    stack,
    `UPDATE item SET refreshed_at = refreshed_at - interval '26 hours', next_refresh_at = now() + interval '1 day'
     WHERE institution_id = '${ACORN.id}'`,
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await attention.open();
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
