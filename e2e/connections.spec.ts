// What a brokerage that is not well looks like, and what the page offers for it.
import { expectAccessible } from "./fixtures/accessibility";
import { overflowOf } from "./fixtures/page-quality";
import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { LocalPlaid } from "./pages/local-plaid";
import { Shell } from "./pages/shell";

// A stack of its own: the other files' pages stay as they expect them.
test.use({ settings: { APP_TIME_ZONE: "Europe/London" } });

const PLATYPUS = "ins_109508";
const DAY_MS = 86_400_000;

const broken = [
  {
    institutionId: "ins_900001",
    name: "Larkspur Invest",
    code: "ITEM_LOGIN_REQUIRED",
    badge: "Needs login",
    text: "asks you to sign in again",
    offersReconnect: true,
  },
  {
    institutionId: "ins_900003",
    name: "Glimmer Crypto Exchange",
    code: "USER_PERMISSION_REVOKED",
    badge: "Disconnected",
    text: "Access was revoked",
    offersReconnect: false,
  },
  {
    institutionId: "ins_109509",
    name: "First Gingham Credit Union",
    code: "INSTITUTION_DOWN",
    badge: "Brokerage unavailable",
    text: "is down; try again later",
    offersReconnect: false,
  },
  {
    institutionId: "ins_109511",
    name: "Tartan Bank",
    code: "NO_INVESTMENT_ACCOUNTS",
    badge: "Not supported",
    text: "has no investment accounts",
    offersReconnect: false,
  },
] as const;

for (const { institutionId, name, code, badge, text, offersReconnect } of broken) {
  test(`${code}: the card says "${badge}", why, and what helps`, async ({ page, stack }) => {
    const plaid = new LocalPlaid(stack);
    const connections = new ConnectionsPage(page);
    const itemId = await plaid.link({ institutionId });
    await connections.open();
    const card = connections.card(name);
    await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
    await plaid.setItemError(itemId, code);
    await plaid.refresh(itemId);
    await page.reload();
    await expect(card.getByText(badge, { exact: true })).toBeVisible();
    await expect(card).toContainText(text);
    await expect(card).toContainText(code);
    await expect(card.getByRole("button", { name: `Reconnect ${name}` })).toHaveCount(offersReconnect ? 1 : 0);
    await expect(card.getByRole("button", { name: `Disconnect ${name}` })).toBeEnabled();
    await connections.shell.open("Overview");
    await expect(page.getByRole("main").getByText(badge, { exact: true }).first()).toBeVisible();
    await expect.poll(() => overflowOf(page)).toBeLessThanOrEqual(0);
  });
}

test("T20: a lacking consent is asked for by Reconnect, and given", async ({ page, stack }) => {
  const plaid = new LocalPlaid(stack);
  const connections = new ConnectionsPage(page);
  const name = "Tattersall Federal Credit Union";
  const itemId = await plaid.link({ institutionId: "ins_109510" });
  await connections.open();
  const card = connections.card(name);
  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await plaid.setItemError(itemId, "ADDITIONAL_CONSENT_REQUIRED");
  await plaid.refresh(itemId);
  await page.reload();
  await expect(card.getByText("Needs consent")).toBeVisible();
  await expect(card).toContainText("needs your consent to share investments");
  await card.getByRole("button", { name: `Reconnect ${name}` }).click();
  await connections.link.completeUpdate("pass_good");
  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(card.getByRole("alert")).toHaveCount(0);
});

test("an answer that is not believed says so, and the figures stay", async ({ page, stack }) => {
  const plaid = new LocalPlaid(stack);
  const connections = new ConnectionsPage(page);
  const itemId = await plaid.link({ institutionId: "ins_900005" });
  await connections.open();
  const card = connections.card("Quillback Securities");
  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await plaid.addFault({ path: "*", itemId, times: "always", kind: "picture", change: "holdings_emptied" });
  await plaid.refresh(itemId);
  await plaid.clearFaults();
  await page.reload();
  await expect(card.getByText("Answer in doubt")).toBeVisible();
  await expect(card).toContainText("nothing was changed until a later refresh confirms it");
  await expect(card).toContainText("$");
});

test("a limit of Plaid says until when, and no longer once that has passed", async ({ page, stack }) => {
  const plaid = new LocalPlaid(stack);
  const connections = new ConnectionsPage(page);
  const itemId = await plaid.itemAt("ins_900002");
  await plaid.addFault({ path: "*", itemId, times: "always", kind: "error", code: "INVESTMENT_HOLDINGS_GET_LIMIT" });
  await plaid.refresh(itemId);
  await plaid.clearFaults();
  await page.clock.install();
  await connections.open();
  const card = connections.card("Acorn & Elm Retirement");
  const notice = card.getByText(/^Plaid allows no further refresh for now; possible again at .*\d\d:\d\d\.$/);
  await expect(notice).toBeVisible();
  await page.clock.runFor(90_000);
  await expect(notice).toHaveCount(0);
  await plaid.clearFaults();
});

test("a consent that ends says when", async ({ page, stack }) => {
  const plaid = new LocalPlaid(stack);
  const connections = new ConnectionsPage(page);
  // What Plaid says of the Item is read once it is linked, and by then the end is set.
  await plaid.addFault({ path: "/item/get", times: "always", kind: "delay", delayMs: 1_500 });
  const itemId = await plaid.link({ institutionId: PLATYPUS, username: "user_crypto" });
  await plaid.setConsentEnd(itemId, new Date(Date.now() + 5.5 * DAY_MS));
  await connections.open();
  const card = connections.cardOf(itemId);
  await expect(card).toContainText("Your consent to this connection ends in 5 days.", { timeout: 30_000 });
  await plaid.clearFaults();
  await page.clock.setFixedTime(new Date(Date.now() + 6.5 * DAY_MS));
  await page.reload();
  await expect(card).toContainText("Your consent to this connection ended 1 day ago.");
});

test("accounts that are linked twice are told, with the way to the other connection", async ({ page, stack }) => {
  const plaid = new LocalPlaid(stack);
  const connections = new ConnectionsPage(page);
  const first = await plaid.itemAt(PLATYPUS);
  const second = await plaid.link({ institutionId: PLATYPUS });
  await connections.open();
  const card = connections.cardOf(second);
  await expect(card).toContainText("linked twice, so they would be counted twice", { timeout: 30_000 });
  await expect(connections.cardOf(first)).not.toContainText("linked twice");
  await card.getByRole("link", { name: "See the other connection" }).click();
  await expect(page).toHaveURL(new RegExp(`#${first}$`));
  await expect(connections.cardOf(first)).toBeInViewport();
});

for (const { username, heading, text } of [
  { username: "user_empty", heading: /^No(?:thing held yet| holdings| transactions yet)$/, text: "reported" },
  { username: "user_no_investments", heading: "Nothing is known yet", text: "Nothing could be read from Tartan Bank" },
]) {
  test(`what was never read is not told as empty: ${username}`, async ({ page, stack }) => {
    const shell = new Shell(page);
    const plaid = new LocalPlaid(stack);
    const itemId = await plaid.link({ institutionId: "ins_109511", username });
    await plaid.refresh(itemId);
    for (const room of ["", "holdings", "activity"]) {
      await page.goto(`/${room}?scope=${encodeURIComponent(itemId)}`);
      await expect(page.getByRole("heading", { name: heading })).toBeVisible();
      await expect(page.getByRole("main")).toContainText(text);
      await expectAccessible(page);
      await page.getByRole("main").getByRole("link", { name: "See connections" }).click();
      await expect(shell.heading("Connections")).toBeVisible();
    }
  });
}

test("all of this is accessible in both themes, and fits a phone", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  await connections.open();
  await expect(page.getByRole("button", { name: /^Disconnect / }).first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => overflowOf(page)).toBeLessThanOrEqual(0);
});

test("with every brokerage disconnected the dashboard offers to link the first one", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  const { shell } = connections;
  await connections.open();
  const disconnect = page.getByRole("button", { name: /^Disconnect / });
  await expect(disconnect.first()).toBeVisible();
  for (let left = await disconnect.count(); left > 0; left -= 1) {
    await disconnect.first().click();
    await connections.confirmDisconnect();
    await connections.confirmDialog.getByRole("button", { name: "Close" }).click();
    await expect(disconnect).toHaveCount(left - 1);
  }
  for (const room of ["Connections", "Overview", "Holdings"] as const) {
    await shell.open(room);
    await expect(page.getByRole("heading", { name: "Link your first brokerage" })).toBeVisible();
    await expect(connections.linkButton.first()).toBeEnabled();
    await expectAccessible(page);
  }
});
