import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";

test("the app opens, signed in to the demo, in both themes", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test("the app says that it is alive and ready, and the local Plaid answers", async ({ request, stack }) => {
  expect((await request.get("/api/health")).status()).toBe(200);
  expect((await request.get("/api/ready")).status()).toBe(200);
  expect(stack.sandboxUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
