import { readFile } from "node:fs/promises";
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { HoldingsPage } from "./pages/holdings-page";

const NAME = "Tartan Bank";

test("Disconnect says what it does, and does it only when confirmed", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  await connections.open();
  await connections.linkBrokerage(NAME);
  const card = connections.card(NAME);
  const disconnect = card.getByRole("button", { name: `Disconnect ${NAME}` });

  await disconnect.click();
  const question = connections.confirmDialog;
  await expect(question).toContainText("is deleted here at once");
  await expect(question.getByLabel("What is deleted")).toContainText(/Transactions[1-9]/);
  await expectAccessible(page);
  await expect(question.getByRole("button", { name: "Disconnect" })).toBeDisabled();
  await question.getByRole("textbox", { name: /^Type/ }).fill("disconnec");
  await page.keyboard.press("Enter");
  await expect(question.getByRole("button", { name: "Disconnect" })).toBeDisabled();
  await connections.confirmDialog.getByRole("button", { name: "Cancel" }).click();
  await expect(connections.confirmDialog).toHaveCount(0);
  await expect(card).toBeVisible();

  await disconnect.click();
  await connections.confirmDisconnect();
  // S-31: the receipt stands in place of the question, and becomes complete while one looks at it.
  const receipt = connections.confirmDialog;
  await expect(receipt).toContainText(`${NAME} is disconnected`);
  await expect(receipt).toContainText(/\d+ holdings/);
  await expect(receipt.getByRole("status")).toContainText("Plaid has removed the connection", { timeout: 30_000 });
  const download = page.waitForEvent("download");
  await receipt.getByRole("button", { name: `Download receipt: ${NAME}` }).click();
  const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(saved).toMatchObject({ kind: "item", institutionName: NAME, plaid: { outcome: "removed" } });
  expect(saved.erased.holdings).toBeGreaterThan(0);
  expect(saved.plaid.requestId).toMatch(/^\w+$/);
  await receipt.getByRole("button", { name: "Close" }).click();
  await expect(receipt).toHaveCount(0);
  await expect(card).toHaveCount(0);

  const holdings = new HoldingsPage(page);
  await holdings.open();
  await expect(holdings.table).toBeVisible();
  await holdings.search.fill(NAME);
  await expect(page.getByRole("heading", { name: "No holding matches" })).toBeVisible();

  await connections.shell.open("Settings");
  const receipts = page.getByRole("region", { name: "Receipts" });
  await expect(receipts).toContainText(NAME);
  await expect(receipts).toContainText("Plaid has removed the connection");
  await expect(page.getByRole("region", { name: "Delete account" })).toHaveCount(0);
});
