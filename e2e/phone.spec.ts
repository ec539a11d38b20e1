import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { HoldingsPage } from "./pages/holdings-page";
import { Shell } from "./pages/shell";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

for (const path of ["/", "/holdings", "/connections", "/connections/runs"]) {
  test(`${path} fits a phone and is accessible there`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}

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
