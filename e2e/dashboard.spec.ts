import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { HoldingsPage } from "./pages/holdings-page";
import { Shell } from "./pages/shell";

const PAGES = [
  ["/", "Overview"],
  ["/holdings", "Holdings"],
  ["/connections", "Connections"],
  ["/connections/runs", "Refresh history"],
  ["/no-such-page", "There is no such page"],
] as const;

for (const [path, heading] of PAGES) {
  test(`${path} is accessible in both themes`, async ({ page, problems }) => {
    problems.allow(/status of 404/);
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
    await expectAccessible(page);
  });
}

test("a refresh run is accessible in both themes", async ({ page }) => {
  await page.goto("/connections/runs");
  await page.getByRole("table", { name: "Refreshes, newest first" }).getByRole("link").first().click();
  await expect(page.getByRole("region", { name: "Changes" })).toBeVisible();
  await expectAccessible(page);
});

test("refresh history is paged", async ({ page }) => {
  await page.goto("/connections/runs");
  const rows = page.getByRole("table", { name: "Refreshes, newest first" }).getByRole("row");
  await expect(rows.first()).toBeVisible();
  const before = await rows.count();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);
});

test("holdings are searched and sorted, and the address keeps both", async ({ page }) => {
  const holdings = new HoldingsPage(page);
  await holdings.open();
  await holdings.search.fill("vanguard");
  await expect(page).toHaveURL(/q=vanguard/);
  await expect(holdings.table.getByRole("row").filter({ hasText: "Apple" })).toHaveCount(0);
  await holdings.table.getByRole("button", { name: "Security" }).click();
  await expect(page).toHaveURL(/sort=security/);
  await expect(holdings.table.getByRole("columnheader", { name: "Security" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );

  await page.reload();
  await expect(holdings.search).toHaveValue("vanguard");
  const names = await holdings.table.locator("tbody").first().getByRole("rowheader").allInnerTexts();
  const tickers = names.map((name) => name.trim().split(/\s/)[1] ?? "");
  expect(tickers).toEqual([...tickers].sort());

  await holdings.search.fill("zzzz");
  await expect(page.getByRole("heading", { name: "No holding matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).last().click();
  await expect(holdings.table.getByRole("row").filter({ hasText: "Apple" }).first()).toBeVisible();
});

test("amounts hide everywhere, at once and after a reload", async ({ page }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  const total = page.getByRole("region", { name: "Total in USD" });
  await expect(total).toContainText("$");
  await shell.hideAmounts.click();
  await expect(shell.hideAmounts).toHaveAttribute("aria-pressed", "true");
  await expect(total).not.toContainText("$");

  const response = await page.reload();
  expect(await response?.text()).not.toMatch(/<data [^>]*>\$/);
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
