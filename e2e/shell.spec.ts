// What stands around every page.
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { ActivityPage } from "./pages/activity-page";
import { SettingsPage } from "./pages/settings-page";
import { Shell } from "./pages/shell";

test("without a network the page says so and keeps what it shows", async ({ page, context, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const activity = new ActivityPage(page);
  const { shell } = activity;
  await activity.open();
  await expect(activity.rows.first()).toBeVisible();
  await context.setOffline(true);
  const notice = page.getByRole("main").getByText("You are offline.");
  await expect(notice).toBeVisible();
  await expect(activity.rows.first()).toBeVisible();
  await expect(shell.refreshButton).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(notice).toHaveCount(0);
  await expect(shell.refreshButton).toBeEnabled();
});

test("a slash goes to the search, g and a letter to a room, and both can be turned off", async ({ page }) => {
  const activity = new ActivityPage(page);
  const settings = new SettingsPage(page);
  const { shell } = activity;
  await activity.open();
  await expect(activity.rows.first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(activity.search).toBeFocused();
  await page.keyboard.type("g");
  await page.keyboard.type("s");
  await expect(activity.search).toHaveValue("gs");
  await activity.search.clear();
  await activity.search.blur();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(shell.heading("Settings")).toBeVisible();

  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).uncheck();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Keyboard shortcuts" })).not.toBeChecked();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(shell.heading("Settings")).toBeVisible();
  await settings.open();
  await page.getByRole("checkbox", { name: "Keyboard shortcuts" }).check();
});

test("the appearance is chosen in Settings, and stays", async ({ page }) => {
  const settings = new SettingsPage(page);
  await page.emulateMedia({ colorScheme: "light" });
  await settings.open();
  const appearance = page.getByRole("region", { name: "Appearance" });
  await expect(appearance.getByRole("radio", { name: /^System/ })).toBeChecked();
  await appearance.getByRole("radio", { name: /^Dark/ }).check();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await appearance.getByRole("checkbox", { name: "Hide amounts" }).check();
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expect(appearance.getByRole("radio", { name: /^Dark/ })).toBeChecked();
  await expect(appearance.getByRole("checkbox", { name: "Hide amounts" })).toBeChecked();
  await expect(new Shell(page).hideAmounts).toHaveAttribute("aria-pressed", "true");
  await appearance.getByRole("radio", { name: /^System/ }).check();
  await appearance.getByRole("checkbox", { name: "Hide amounts" }).uncheck();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
});
