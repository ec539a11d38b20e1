import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { tabTo } from "./pages/keyboard";

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
  await press(link.button(/Acorn & Elm/));
  await tabTo(page, link.username);
  await page.keyboard.type("user_crypto");
  await tabTo(page, link.password);
  await page.keyboard.type("pass_good");
  await page.keyboard.press("Enter");
  await press(link.button("Continue"));
  await press(link.button("Finish"));
  await expect(connections.linkButton).toBeFocused();
  await expect(connections.card("Acorn & Elm Retirement").filter({ hasText: "Spot Wallet" })).toContainText(
    "Connected",
    {
      timeout: 30_000,
    },
  );

  await press(shell.refreshButton);
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  await press(shell.refreshResult.getByRole("button", { name: "Dismiss result" }));
  await expect(shell.refreshResult).toHaveCount(0);
});
