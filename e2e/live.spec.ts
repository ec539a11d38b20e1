import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { liveSettings } from "./fixtures/live-settings";
import { type RawRequest, sendRaw } from "./fixtures/raw-http";
import { expect, test } from "./fixtures/test";

const settings = await liveSettings();
test.use({ settings });

test("a live install shows nobody's holdings to whoever is not signed in", async ({ page }) => {
  for (const path of ["/", "/holdings", "/connections", "/connections/runs"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "Nobody has an account yet" })).toBeVisible();
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expect(page.locator("script[src*='link-initialize']")).toHaveCount(0);
  }
  await expectAccessible(page);
});

test("a live install answers no procedure without a session", async ({ request }) => {
  const response = await request.get("/api/trpc/portfolio.holdings");
  expect(response.status()).toBe(401);
});

test("S-33: a proxy in front that the settings do not know is warned of in the log, once", async ({ stack }) => {
  const warnings = () => stack.output().match(/"msg":"a request came with X-Forwarded-For/g) ?? [];
  await sendRaw(stack, { target: "/" });
  expect(warnings()).toEqual([]);
  for (const address of ["203.0.113.9", "203.0.113.10"])
    await sendRaw(stack, { target: "/", headers: { "x-forwarded-for": address } });
  await expect.poll(warnings).toHaveLength(1);
  expect(stack.output()).not.toContain("203.0.113.9");
});

test("S-04, S-09, S-26: a live install answers under its own name alone, refuses REST before it reads it, and insists on HTTPS", async ({
  stack,
}) => {
  const rest = { method: "POST", target: "/api/plaid/investments/refresh_all" };
  const tooLarge = { ...rest, headers: { "content-type": "application/json" }, body: "x".repeat(70_000) };
  const cases: [RawRequest, number][] = [
    [{ target: "/" }, 200],
    [{ target: "/icon.svg" }, 200],
    [{ target: "/", headers: { host: `127.0.0.1:${settings.PORT}` } }, 421],
    [{ target: "/icon.svg", headers: { host: "localhost" } }, 421],
    [{ ...rest, headers: { host: "evil.example", "x-forwarded-host": `localhost:${settings.PORT}` } }, 421],
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

test("S-32: what packages say of a failure by themselves is a line of the log, like all others", async ({
  stack,
  request,
}) => {
  const sql = (statement: string) => executeSql(stack, statement, "custom");
  const before = stack.output().length;
  const printed = () => stack.output().slice(before).split("\n").filter(Boolean);
  await sql("INSERT INTO app_user (id) VALUES ('s32')");
  await sql("INSERT INTO dashboard_user (id, name, email) VALUES ('s32', 'n', 's32@example.org')");
  await sql("ALTER TABLE dashboard_credential RENAME TO dashboard_credential_elsewhere");
  try {
    const data = { email: "s32@example.org", password: "seven green bicycles" };
    const response = await request.post("/api/auth/sign-in/password", { data, headers: { origin: settings.APP_URL } });
    expect(response.status()).toBe(503);
  } finally {
    await sql("ALTER TABLE dashboard_credential_elsewhere RENAME TO dashboard_credential");
    await sql("DELETE FROM dashboard_user WHERE id = 's32'");
    await sql("DELETE FROM app_user WHERE id = 's32'");
  }
  // The library tells it on the console, before the request has its own line.
  await expect.poll(() => printed().filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(0);
  expect(printed().some((line) => line.includes("dashboard_credential"))).toBe(true);
  expect(printed().filter((line) => !line.startsWith('{"level":'))).toEqual([]);
  expect(stack.output()).not.toContain("seven green bicycles");
});
