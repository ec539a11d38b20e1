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
  await expect(connections.confirmDialog).toContainText("holdings and transactions leave the dashboard");
  await connections.confirmDialog.getByRole("button", { name: "Cancel" }).click();
  await expect(connections.confirmDialog).toHaveCount(0);
  await expect(card).toBeVisible();

  await disconnect.click();
  await connections.confirmDialog.getByRole("button", { name: "Disconnect" }).click();
  // While it is open the dialog hides the card too; it closes when the server has answered.
  await expect(connections.confirmDialog).toHaveCount(0);
  await expect(card).toHaveCount(0);

  const holdings = new HoldingsPage(page);
  await holdings.open();
  await expect(holdings.table).toBeVisible();
  await expect(holdings.rowsOf(NAME)).toHaveCount(0);
});
