import { randomBytes } from "node:crypto";
import { anyPort } from "../scripts/ports.mjs";
import { expectAccessible } from "./fixtures/accessibility";
import { type RawRequest, sendRaw } from "./fixtures/raw-http";
import { expect, test } from "./fixtures/test";

const port = await anyPort();

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

test("S-04, S-09, S-26: a live install answers under its own name alone, refuses REST before it reads it, and insists on HTTPS", async ({
  stack,
}) => {
  const rest = { method: "POST", target: "/api/plaid/investments/refresh_all" };
  const tooLarge = { ...rest, headers: { "content-type": "application/json" }, body: "x".repeat(70_000) };
  const cases: [RawRequest, number][] = [
    [{ target: "/" }, 200],
    [{ target: "/icon.svg" }, 200],
    [{ target: "/", headers: { host: `127.0.0.1:${port}` } }, 421],
    [{ target: "/icon.svg", headers: { host: "localhost" } }, 421],
    [{ ...rest, headers: { host: "evil.example", "x-forwarded-host": `localhost:${port}` } }, 421],
    [rest, 401],
    [tooLarge, 401],
    [{ ...rest, headers: { authorization: "Bearer none" } }, 401],
    [{ ...rest, method: "GET" }, 401],
  ];
  for (const [request, status] of cases) {
    const answer = await sendRaw(stack, request);
    expect.soft(answer.status, JSON.stringify(request).slice(0, 200)).toBe(status);
    expect.soft(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}$/);
    if (status === 401) expect.soft(answer.body).toBe('{"error":"Unauthorized"}');
  }
});
