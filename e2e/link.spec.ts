import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { HoldingsPage } from "./pages/holdings-page";

test("link a brokerage, see its holdings arrive, refresh, see what changed", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  const { shell } = connections;
  await connections.open();
  await connections.linkBrokerage("Larkspur Invest");
  await expect(
    connections.card("Larkspur Invest").getByRole("list", { name: "Accounts at Larkspur Invest" }),
  ).toBeVisible();

  await shell.roomLink("Holdings").click();
  const holdings = new HoldingsPage(page);
  await holdings.search.fill("Larkspur Invest");
  await expect(holdings.rowsOf("Larkspur Invest").first()).toBeVisible();

  await shell.refreshButton.click();
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  const row = shell.refreshResult.getByRole("listitem").filter({ hasText: "Larkspur Invest" });
  await expect(row.getByText(/unchanged|changed|added/).first()).toBeVisible();
  await expect(shell.refreshStatus).toContainText("Refresh finished");

  await shell.refreshResult.getByRole("link", { name: "See changes" }).click();
  await expect(page).toHaveURL(/\/connections\/runs\/.+/);
  await expect(page.getByRole("region", { name: "Brokerages" }).getByText("Larkspur Invest")).toBeVisible();
});

test("a refused login is told in Link, and leaving it changes nothing", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  await connections.open();
  await connections.linkButton.click();
  await connections.link.chooseInstitution("Glimmer Crypto Exchange");
  await connections.link.submitLogin("user_good", "error_INVALID_CREDENTIALS");
  await expect(connections.link.refusal).toContainText("not right");

  await page.keyboard.press("Escape");
  await expect(connections.link.button("Exit")).toBeHidden();
  await expect(connections.linkButton).toBeEnabled();
  await expect(connections.card("Glimmer Crypto Exchange")).toHaveCount(0);
});

test("a link token that has expired is replaced without the user's help", async ({ page }) => {
  const connections = new ConnectionsPage(page);
  let asked = 0;
  await page.route("**/api/trpc/link.generateLinkToken*", async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const stale = { result: { data: { linkToken: "link-sandbox-00000000-0000-0000-0000-000000000000" } } };
    return route.fulfill({ contentType: "application/json", body: JSON.stringify(stale) });
  });
  await connections.open();
  await connections.linkButton.click();
  await expect(connections.link.button("Continue")).toBeVisible();
  expect(asked).toBe(2);
});

test("when no link token can be had, the page says so and offers another try", async ({ page, problems }) => {
  problems.allow(/link\.generateLinkToken|status of 500/);
  const connections = new ConnectionsPage(page);
  const failure = {
    error: {
      message: "Failed to generate link token",
      code: -32603,
      data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, appCode: "LINK_TOKEN_FAILED", requestId: "req-e2e" },
    },
  };
  await page.route("**/api/trpc/link.generateLinkToken*", (route) =>
    route.fulfill({ status: 500, contentType: "application/json", body: JSON.stringify(failure) }),
  );
  await connections.open();
  await connections.linkButton.click();
  await expect(connections.linkProblem).toContainText("could not be prepared");
  await expect(connections.linkProblem).toContainText("req-e2e");
  await expect(connections.linkProblem.getByRole("button", { name: "Try again" })).toBeEnabled();
});
