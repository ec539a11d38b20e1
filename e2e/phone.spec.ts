import { expect, test } from "./fixtures/test";
import { HoldingsPage } from "./pages/holdings-page";
import { Shell } from "./pages/shell";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test("on a phone the rooms are at the bottom and holdings are cards", async ({ page }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  await shell.roomLink("Holdings").tap();
  await expect(shell.heading("Holdings")).toBeVisible();
  const holdings = new HoldingsPage(page);
  await expect(holdings.table).toBeHidden();
  await expect(holdings.cards.first()).toBeVisible();
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("security");
  await expect(page).toHaveURL(/sort=security/);
});
