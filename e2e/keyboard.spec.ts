import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { HoldingsPage } from "./pages/holdings-page";
import { expectFocusVisible, tabTo } from "./pages/keyboard";
import { SettingsPage } from "./pages/settings-page";

test("the first stop leads past the navigation", async ({ page }) => {
  await page.goto("/holdings");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("link and refresh without a mouse", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  const { link, shell } = connections;
  const press = async (target: Parameters<typeof tabTo>[1]) => {
    await tabTo(page, target);
    await page.keyboard.press("Enter");
  };
  await connections.open();
  await press(connections.linkButton);
  await press(link.button("Continue"));
  await press(link.button(/Quillback/));
  await tabTo(page, link.username);
  await page.keyboard.type("user_crypto");
  await tabTo(page, link.password);
  await page.keyboard.type("pass_good");
  await page.keyboard.press("Enter");
  await press(link.button("Continue"));
  await press(link.button("Finish"));
  await expect(connections.linkButton).toBeFocused();
  await expect(connections.card("Quillback Securities").filter({ hasText: "Spot Wallet" })).toContainText("Connected", {
    timeout: 30_000,
  });

  await press(shell.refreshButton);
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  await press(shell.refreshResult.getByRole("button", { name: "Dismiss result" }));
  await expect(shell.refreshResult).toHaveCount(0);
});

test("from the skip link to the question before a disconnect without a mouse, and one always sees where one is", async ({
  page,
}) => {
  const holdings = new HoldingsPage(page);
  const connections = new ConnectionsPage(page);
  const settings = new SettingsPage(page);
  const { shell } = holdings;
  const press = async (target: Parameters<typeof tabTo>[1]) => {
    await tabTo(page, target);
    await page.keyboard.press("Enter");
  };
  /** Opens what lies over the page, looks at each of its stops, and leaves it as one who changes their mind. */
  const lookInto = async (opener: Parameters<typeof tabTo>[1], over: Parameters<typeof tabTo>[1]) => {
    await press(opener);
    await over.waitFor();
    for (let stop = 0; stop < 4; stop += 1) {
      await expect(over.locator(":focus").or(over.and(page.locator(":focus"))), "the focus is in it").toHaveCount(1);
      await expectFocusVisible(page);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Escape");
    await expect(over).toHaveCount(0);
    await expect(opener, "the focus is back where it was").toBeFocused();
    await expectFocusVisible(page);
  };

  await shell.open("Overview");
  await page.keyboard.press("Tab");
  await expectFocusVisible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, shell.refreshButton, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  await expect(shell.refreshButton, "the button that was pressed keeps the focus").toBeFocused();
  await press(shell.refreshResult.getByRole("link", { name: "See changes" }));
  await expect(page.getByRole("region", { name: "Changes" })).toBeVisible();

  await press(shell.roomLink("Holdings"));
  await expect(shell.heading("Holdings")).toBeVisible();
  await tabTo(page, holdings.search);
  await page.keyboard.type("apple");
  await expect(page).toHaveURL(/q=apple/);
  await expect(holdings.table.getByRole("row").filter({ hasText: "Vanguard" })).toHaveCount(0);

  await press(shell.roomLink("Settings"));
  await expect(shell.heading("Settings")).toBeVisible();
  await lookInto(settings.createButton, settings.dialog);
  await press(shell.roomLink("Connections"));
  await expect(shell.heading("Connections")).toBeVisible();
  await lookInto(page.getByRole("button", { name: /^Disconnect / }).first(), connections.confirmDialog);
});
