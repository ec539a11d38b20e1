// What becomes of a login that is linked already, of accounts that are added, and of a bank that returns people elsewhere.
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { BankPage } from "./pages/bank-page";
import { ConnectionsPage } from "./pages/connections-page";
import { LocalPlaid } from "./pages/local-plaid";

// The stack of connections.spec.ts, which leaves nothing linked.
test.use({ settings: { APP_TIME_ZONE: "Europe/London" } });

const EXCHANGE = "/item/public_token/exchange";
const TARTAN = { id: "ins_109511", name: "Tartan Bank" };
const GINGHAM = { id: "ins_109509", name: "First Gingham Credit Union" };
const GLIMMER = { id: "ins_900003", name: "Glimmer Crypto Exchange" };
const OAUTH_BANK_ID = "ins_127287";
const OAUTH_BANK = "Platypus OAuth Bank";
const RETURN = "/connections/oauth-return";
const GOOD = { username: "user_good", password: "pass_good" };

test("T21: a login that is linked in part is asked about before the exchange, and Add accounts adds the rest", async ({
  page,
  stack,
}) => {
  const connections = new ConnectionsPage(page);
  const plaid = new LocalPlaid(stack);
  await connections.open();
  await connections.linkButton.first().click();
  await connections.link.complete({ institution: TARTAN.name, ...GOOD, accounts: ["Rollover IRA"] });
  const card = connections.card(TARTAN.name);
  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(connections.accountsAt(TARTAN.name)).toHaveCount(1);

  const exchanged = await plaid.callCount(EXCHANGE);
  await connections.linkButton.click();
  await connections.link.complete({ institution: TARTAN.name, ...GOOD });
  await expect(connections.confirmDialog).toContainText(`${TARTAN.name} is linked in part`);
  await expect(connections.confirmDialog).toContainText("Linked already: Rollover IRA ••1188");
  await expectAccessible(page);
  expect(await plaid.callCount(EXCHANGE)).toBe(exchanged);

  await connections.duplicateChoice("Add accounts").click();
  await connections.link.completeAddition("pass_good");
  await expect(connections.accountsAt(TARTAN.name)).toHaveCount(2, { timeout: 30_000 });
  expect(await plaid.itemsAt(TARTAN.id)).toHaveLength(1);
  expect(await plaid.callCount(EXCHANGE)).toBe(exchanged);
});

test("T21: a login that is linked as a whole: Cancel leaves all as it is, Reconnect signs in again", async ({
  page,
  stack,
}) => {
  const connections = new ConnectionsPage(page);
  const plaid = new LocalPlaid(stack);
  await connections.open();
  const exchanged = await plaid.callCount(EXCHANGE);
  const linkAgain = async () => {
    await connections.linkButton.click();
    await connections.link.complete({ institution: TARTAN.name, ...GOOD });
    await expect(connections.confirmDialog).toContainText(`${TARTAN.name} is linked already`);
  };
  await linkAgain();
  await connections.duplicateChoice("Cancel").click();
  await expect(connections.confirmDialog).toHaveCount(0);
  await expect(connections.linkButton).toBeFocused();

  await linkAgain();
  await connections.duplicateChoice("Reconnect").click();
  await connections.link.completeUpdate("pass_good");
  await expect(page.getByText("Signed in again")).toBeVisible();
  await expect(connections.card(TARTAN.name)).toHaveCount(1);
  expect(await plaid.itemsAt(TARTAN.id)).toHaveLength(1);
  expect(await plaid.callCount(EXCHANGE)).toBe(exchanged);
});

test("T21: whoever wants another login links it, and is told that it counts twice", async ({ page, stack }) => {
  const connections = new ConnectionsPage(page);
  await new LocalPlaid(stack).link({ institutionId: GINGHAM.id });
  await connections.open();
  await expect(connections.card(GINGHAM.name).getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await connections.linkButton.click();
  await connections.link.complete({ institution: GINGHAM.name, ...GOOD });
  await connections.duplicateChoice("Link another login").click();
  await expect(page.getByText(`${GINGHAM.name} is linked`, { exact: true })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("linked twice, so they would be counted twice", {
    timeout: 30_000,
  });
  expect(await new LocalPlaid(stack).itemsAt(GINGHAM.id)).toHaveLength(2);
});

test("T20: accounts that Plaid announces are offered on the card, and added", async ({ page, stack }) => {
  const connections = new ConnectionsPage(page);
  const plaid = new LocalPlaid(stack);
  await connections.open();
  await connections.linkButton.click();
  await connections.link.complete({ institution: GLIMMER.name, ...GOOD, accounts: ["Spot Wallet"] });
  const card = connections.card(GLIMMER.name);
  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(card).not.toContainText("not shared here yet");

  await plaid.fireWebhook(await plaid.itemAt(GLIMMER.id), "ITEM", "NEW_ACCOUNTS_AVAILABLE");
  await expect(async () => {
    await page.reload();
    await expect(card).toContainText("not shared here yet", { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await expectAccessible(page);
  await card.getByRole("button", { name: `Add accounts at ${GLIMMER.name}` }).click();
  await connections.link.completeAddition("pass_good");
  await expect(connections.accountsAt(GLIMMER.name)).toHaveCount(2, { timeout: 30_000 });
  await expect(card).not.toContainText("not shared here yet");
});

async function goToBank(connections: ConnectionsPage): Promise<BankPage> {
  await connections.open();
  await connections.linkButton.click();
  await connections.link.chooseInstitution(OAUTH_BANK);
  await connections.link.button("Continue to login").click();
  const bank = new BankPage(connections.page);
  await expect(bank.heading).toBeVisible();
  return bank;
}

test("T22: a bank that returns people to another tab is linked there", async ({ page, context }) => {
  const bank = await goToBank(new ConnectionsPage(page));
  await expectAccessible(page);
  const tab = await context.newPage();
  await tab.goto(page.url());
  await page.close();
  await new BankPage(tab).allow();
  await expect(tab).toHaveURL(new RegExp(RETURN));
  const connections = new ConnectionsPage(tab);
  await connections.link.shareAccounts();
  await expect(tab).toHaveURL(/\/connections$/);
  await expect(connections.card(OAUTH_BANK).getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(bank.page.isClosed()).toBe(true);
});

test("T22: the tab that left goes on with the session it left with, though another one was begun since", async ({
  page,
  context,
  stack,
}) => {
  const plaid = new LocalPlaid(stack);
  if ((await plaid.itemsAt(OAUTH_BANK_ID)).length === 0) await plaid.link({ institutionId: OAUTH_BANK_ID });
  const bank = await goToBank(new ConnectionsPage(page));
  const other = new ConnectionsPage(await context.newPage());
  await other.open();
  await other.linkButton.click();
  await expect(other.link.button("Continue")).toBeVisible();
  await bank.allow();
  const connections = new ConnectionsPage(page);
  await connections.link.shareAccounts();
  await expect(connections.confirmDialog).toContainText(`${OAUTH_BANK} is linked already`);
  await connections.duplicateChoice("Cancel").click();
  await expect(page).toHaveURL(/\/connections$/);
});

test("T22: where the session is lost, the page says so and leads back", async ({ page, stack }) => {
  const connections = new ConnectionsPage(page);
  const bank = await goToBank(connections);
  await executeSql(stack, "DELETE FROM link_intent");
  await bank.allow();
  await expect(page).toHaveURL(new RegExp(RETURN));
  const told = page.getByRole("main").getByRole("alert");
  await expect(told).toHaveCount(1);
  await expect(told).toContainText("There is no sign-in of yours to go on with");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to Connections" }).click();
  await expect(page).toHaveURL(/\/connections$/);
  await expect(connections.linkProblem).toHaveCount(0);
  await expect(connections.linkButton).toBeEnabled();
});

test("T22: a no at the bank, a second use and an empty return are told", async ({ page }) => {
  const told = page.getByRole("main").getByRole("alert");
  const bank = await goToBank(new ConnectionsPage(page));
  await bank.deny();
  await expect(told).toContainText("Access was not allowed");
  const returned = page.url();
  await goToBank(new ConnectionsPage(page));
  await page.goto(returned);
  await expect(told).toContainText("belongs to another sign-in");
  await page.goto(RETURN);
  await expect(told).toContainText("There is nothing to go on with");
});
