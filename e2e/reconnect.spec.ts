import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { LocalPlaid } from "./pages/local-plaid";

const PLATYPUS = { id: "ins_109508", name: "First Platypus Bank" };

test("T20 an Item that needs login says so, and Reconnect clears it", async ({ page, stack }) => {
  const connections = new ConnectionsPage(page);
  const { shell } = connections;
  const plaid = new LocalPlaid(stack);
  await plaid.setItemError(await plaid.itemAt(PLATYPUS.id), "ITEM_LOGIN_REQUIRED");
  await shell.open("Overview");
  await shell.refreshButton.click();

  const failed = shell.refreshResult.getByRole("listitem").filter({ hasText: PLATYPUS.name });
  await expect(failed).toContainText(/sign in again/i, { timeout: 30_000 });
  await expect(failed.getByRole("button", { name: `Reconnect ${PLATYPUS.name}` })).toBeVisible();
  const attention = page.getByRole("region", { name: "Needs attention" });
  await expect(attention).toContainText(PLATYPUS.name);

  await connections.open();
  const card = connections.card(PLATYPUS.name);
  await expect(card.getByText("Needs login")).toBeVisible();
  await card.getByRole("button", { name: `Reconnect ${PLATYPUS.name}` }).click();
  await connections.link.completeUpdate("pass_good");

  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(card.getByRole("button", { name: `Reconnect ${PLATYPUS.name}` })).toHaveCount(0);
  await shell.roomLink("Overview").click();
  await expect(shell.heading("Overview")).toBeVisible();
  await expect(attention).not.toContainText("sign in");
});
