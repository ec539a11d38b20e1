import { expect, test } from "./fixtures/test";
import { Shell } from "./pages/shell";

test("refresh history is paged", async ({ page }) => {
  await page.goto("/connections/runs");
  const rows = page.getByRole("table", { name: "Refreshes, newest first" }).getByRole("row");
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
});

test("amounts hide everywhere, at once and after a reload", async ({ page }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  const total = page.getByRole("region", { name: "Total in USD" });
  await expect(total).toContainText("$");
  const amount = await total.locator("data").first().innerText();
  await shell.hideAmounts.click();
  await expect(shell.hideAmounts).toHaveAttribute("aria-pressed", "true");
  await expect(total).not.toContainText("$");

  const response = await page.reload();
  expect((await response?.text())?.includes(`>${amount}<`)).toBe(false);
  await expect(total).not.toContainText("$");
  await shell.hideAmounts.click();
  await expect(total).toContainText("$");
});

test("the theme that was chosen stays", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await new Shell(page).open("Overview");
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/dark/);
});
