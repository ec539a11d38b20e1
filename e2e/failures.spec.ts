// What a page shows while it waits, and when something fails.
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { Shell } from "./pages/shell";

test("a Link script that does not load is told, and how to help", async ({ page, problems }) => {
  problems.allow(/link\/link-initialize\.js/);
  // The local Plaid's; were Plaid's own asked for in its place, that would be a problem that nobody allowed.
  await page.route("**/link/link-initialize.js", (route) => route.abort());
  const connections = new ConnectionsPage(page);
  await connections.open();
  await connections.linkButton.click();
  await expect(connections.linkProblem).toContainText("Plaid Link could not be loaded");
  await expect(connections.linkProblem).toContainText("reload the page");
  await expect(connections.linkButton).toBeEnabled();
  await expectAccessible(page);
});

test("a page whose figures cannot be read says so with the request's id, and Retry brings them", async ({
  page,
  problems,
  stack,
}) => {
  problems.allow(/portfolio\.holdings|status of 500/);
  const shell = new Shell(page);
  const alert = page.getByRole("main").getByRole("alert");
  await shell.open("Connections");
  await executeSql(stack, "ALTER TABLE holding RENAME TO holding_elsewhere");
  try {
    await shell.roomLink("Holdings").click();
    await expect(alert).toContainText(/Request [0-9a-f-]{36}/, { timeout: 20_000 });
    await expectAccessible(page);
  } finally {
    await executeSql(stack, "ALTER TABLE holding_elsewhere RENAME TO holding");
  }
  await alert.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("grid", { name: "Holdings, by currency" })).toBeVisible();
});

for (const [room, path] of [
  ["Holdings", "/holdings"],
  ["Connections", "/connections"],
] as const) {
  test(`${room} shows the shape of what is to come while it waits`, async ({ page }) => {
    const shell = new Shell(page);
    await shell.open("Overview");
    // The shape comes ahead of the click, with what Next fetches of the rooms in view.
    await page.waitForLoadState("networkidle");
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(`**${path}?_rsc=*`, async (route) => {
      if (route.request().headers()["next-router-prefetch"]) return route.continue();
      await released;
      await route.continue();
    });
    await shell.roomLink(room).click();
    await expect(page.getByRole("status", { name: "Loading" })).toBeVisible();
    await expect(shell.heading(room)).toBeVisible();
    release();
    await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  });
}

for (const theme of ["light", "dark"] as const) {
  test(`when the frame itself fails, a page of its own says so (${theme})`, async ({ page, problems }) => {
    problems.allow(/no media here/);
    await page.addInitScript((chosen) => {
      localStorage.setItem("theme", chosen);
      window.matchMedia = () => {
        throw new Error("no media here");
      };
    }, theme);
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "This page could not be shown" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(page.locator("html")).toHaveCSS("color-scheme", theme);
  });
}
