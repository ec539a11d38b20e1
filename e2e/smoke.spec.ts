import { statSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";

test("the app opens, signed in to the demo", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("the settings of the demo say that there is no account to manage, and there is none to sign in to", async ({
  page,
  request,
}) => {
  for (const path of ["/sign-in", "/setup", "/invitation", "/reset"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/:\d+\/$/);
  }
  const signIn = await request.post("/api/auth/sign-in/password", { data: { email: "a@b", password: "x" } });
  expect(signIn.status()).toBe(404);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Account" })).toContainText("has no account to manage");
  await expectAccessible(page);
});

test("the app says that it is alive and ready, and the local Plaid answers", async ({ request, stack }) => {
  expect((await request.get("/api/health")).status()).toBe(200);
  expect((await request.get("/api/ready")).status()).toBe(200);
  expect(stack.sandboxUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(statSync(join(stack.dataDir, "sandbox", "control.json")).mode & 0o777).toBe(0o600);
});

test("nobody meets the demo before its history is complete, which a refresh of today would end", async ({ stack }) => {
  const output = stack.output();
  expect(output).toContain("day 180 of 180");
  const seeded = output.lastIndexOf("demo portfolio");
  for (const line of ["starting the app", "starting the worker"]) expect(output.indexOf(line)).toBeGreaterThan(seeded);
});
