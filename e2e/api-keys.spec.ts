// S-21: keys in the browser: made, shown once, used, revoked.
import { expectAccessible } from "./fixtures/accessibility";
import { sendRaw } from "./fixtures/raw-http";
import { secretsOf } from "./fixtures/secrets";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";
import { SettingsPage } from "./pages/settings-page";

const ask = (stack: Stack, operation: string, apiKey: string, body: object = {}) =>
  sendRaw(stack, {
    method: "POST",
    target: `/api/plaid/investments/${operation}`,
    headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
  });

test("S-21, S-33: a key is shown once, works for what it may until it is revoked, and is nowhere else", async ({
  page,
  context,
  stack,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const settings = new SettingsPage(page);
  await settings.open();
  await settings.createKey("Nightly import", { without: ["link brokerages", "refresh every"], expires: "90 days" });
  const apiKey = (await settings.shownKey.textContent()) ?? "";
  expect(apiKey).toMatch(/^pi_demo_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
  await expectAccessible(page);
  await settings.dialog.getByRole("button", { name: "Copy the key" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(apiKey);
  await settings.dialog.getByRole("button", { name: "Done" }).click();
  await expect(settings.dialog).toHaveCount(0);

  const row = settings.keyNamed("Nightly import");
  await expect(row).toContainText(`${apiKey.slice(0, -44)}…${apiKey.slice(-4)}`);
  await expect(row).toContainText("refresh one brokerage, read what a refresh did");
  await expect(row).toContainText("Never");
  const secret = apiKey.slice(-43);
  expect(await page.content()).not.toContain(secret);
  expect(page.url()).not.toContain(secret);
  await page.reload();
  await expect(row).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  expect(secretsOf(stack), "S-17: the search at the end knows it").toContain(secret);

  const found = await ask(stack, "refresh", apiKey, { user_id: "demo", item_id: "none" });
  expect({ status: found.status, body: found.body }).toEqual({
    status: 404,
    body: '{"error":"Investments account not found"}',
  });
  expect(found.headers.get("ratelimit-limit")).toBe("600");
  expect((await ask(stack, "refresh_all", apiKey)).status).toBe(403);
  const keyId = apiKey.slice(-60, -44);
  for (const [route, status] of Object.entries({ refresh: 404, refresh_all: 403 }))
    await expect
      .poll(() => stack.output(), { message: "the log tells which key called" })
      .toMatch(new RegExp(`"route":"/api/plaid/investments/${route}","status":${status},.*"keyId":"${keyId}"`));
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText("just now");
  }).toPass();

  await row.getByRole("button", { name: "Revoke Nightly import" }).click();
  await expect(settings.dialog).toContainText("refused from their next request on");
  await settings.dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(settings.dialog).toHaveCount(0);
  await expect(row).toHaveCount(0);
  const refused = await ask(stack, "refresh", apiKey, { user_id: "demo", item_id: "none" });
  expect({ status: refused.status, body: refused.body }).toEqual({ status: 401, body: '{"error":"Unauthorized"}' });
});

test("a key that nobody asked for is not made", async ({ page }) => {
  const settings = new SettingsPage(page);
  await settings.open();
  await settings.createButton.click();
  const create = settings.dialog.getByRole("button", { name: "Create key" });
  await expect(create).toBeDisabled();
  await settings.dialog.getByRole("textbox", { name: "Name" }).fill("Left alone");
  await expect(create).toBeEnabled();
  await expectAccessible(page);
  await settings.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(settings.keyNamed("Left alone")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("keys, dialog and key fit and are accessible", async ({ page }) => {
    const settings = new SettingsPage(page);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await settings.open();
    await settings.createKey("A name as long as names can be, of a program on a server far away");
    expect(await overflow()).toBeLessThanOrEqual(0);
    await settings.dialog.getByRole("button", { name: "Done" }).click();
    await expect(settings.keyNamed("A name as long")).toBeVisible();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
