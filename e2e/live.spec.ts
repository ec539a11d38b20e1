import { randomBytes } from "node:crypto";
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";

const port = 20_000 + (process.pid % 20_000);

test.use({
  settings: {
    PLAID_CLIENT_ID: "e2e-client",
    PLAID_SECRET: "e2e-secret",
    PLAID_ENV: "http://127.0.0.1:9",
    APP_SECRET: randomBytes(32).toString("base64"),
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
  },
});

test("a live install without sign-in shows nobody's holdings", async ({ page }) => {
  for (const path of ["/", "/holdings", "/connections", "/connections/runs"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "Sign-in is not set up" })).toBeVisible();
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expect(page.locator("script[src*='link-initialize']")).toHaveCount(0);
  }
  await expectAccessible(page);
});

test("a live install answers no procedure without a session", async ({ request }) => {
  const response = await request.get("/api/trpc/portfolio.holdings");
  expect(response.status()).toBe(401);
});
