// Of which accounts the pages tell.
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { ActivityPage } from "./pages/activity-page";
import { tabTo } from "./pages/keyboard";
import { LocalPlaid } from "./pages/local-plaid";
import { Shell } from "./pages/shell";

const PLATYPUS = { id: "ins_109508", name: "First Platypus Bank" };
const ACORN = "Acorn & Elm Retirement";
const IRA = /^Rollover IRA/;

test("a scope is chosen in the top bar, stays from room to room, and Back leads to the one before", async ({
  page,
}) => {
  const activity = new ActivityPage(page);
  const { shell } = activity;
  await activity.open();
  await shell.chooseScope(PLATYPUS.name);
  await expect(activity.rows.first()).toContainText(PLATYPUS.name);
  await shell.chooseScope(ACORN);
  await expect(activity.rows.filter({ hasText: PLATYPUS.name })).toHaveCount(0);
  await expect(activity.rows.first()).toContainText(ACORN);
  await expect(shell.scope).toContainText(ACORN);

  await shell.roomLink("Holdings").click();
  await expect(shell.heading("Holdings")).toBeVisible();
  await expect(page).toHaveURL(/scope=/);
  await expect(shell.scope).toContainText(ACORN);
  await shell.roomLink("Connections").click();
  await expect(shell.heading("Connections")).toBeVisible();
  await expect(shell.scope).toHaveCount(0);
  await shell.roomLink("Activity").click();
  await expect(shell.scope).toContainText(ACORN);

  await activity.choice("Kind").selectOption("income");
  await shell.chooseScope("All accounts");
  await expect(page).not.toHaveURL(/scope=/);
  await expect(activity.choice("Kind")).toHaveValue("income");
  await page.goBack();
  await expect(shell.scope).toContainText(ACORN);
  await activity.clearFilters.click();
  await expect(shell.scope).toContainText(ACORN);
});

test("a single account is chosen without a mouse, and a reload keeps it", async ({ page }) => {
  const activity = new ActivityPage(page);
  const { shell } = activity;
  await activity.open();
  await tabTo(page, shell.scope);
  await page.keyboard.press("Enter");
  // Other tests may have linked another one of that name.
  const item = page.getByRole("menuitemradio", { name: IRA }).first();
  await expect(item).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type("Rollo");
  await expect(item).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(shell.scope).toContainText(IRA);
  await page.reload();
  await expect(shell.scope).toContainText(IRA);
  await expect(activity.rows.filter({ hasText: "401(k)" })).toHaveCount(0);
  await expect(activity.rows.first()).toContainText("Rollover IRA");
});

test("what is not linked any more is told plainly, with a way back to everything", async ({ page, stack }) => {
  const shell = new Shell(page);
  const itemId = await new LocalPlaid(stack).itemAt(PLATYPUS.id);
  for (const scope of ["gone", `${itemId}~gone`]) {
    await page.goto(`/activity?scope=${encodeURIComponent(scope)}`);
    await expect(page.getByRole("heading", { level: 1, name: /is not linked$/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show everything" }).click();
    await expect(shell.heading("Activity")).toBeVisible();
    await expect(page).toHaveURL(/\/activity$/);
  }
  await page.goto("/settings?scope=gone");
  await expect(shell.heading("Settings")).toBeVisible();
});

test.describe("on the smallest phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("the selector is an icon, the bar fits, and a strip says what is left out", async ({ page }) => {
    const activity = new ActivityPage(page);
    const { shell } = activity;
    await activity.open();
    await shell.chooseScope(PLATYPUS.name);
    const strip = page.getByText(`Only ${PLATYPUS.name}`);
    await expect(strip).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const bar = await page.getByRole("banner").evaluate((banner) => banner.scrollWidth - banner.clientWidth);
    expect(bar).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show all" }).tap();
    await expect(strip).toHaveCount(0);
  });
});
