import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { ConnectionsPage } from "./pages/connections-page";
import { LocalPlaid } from "./pages/local-plaid";
import { Shell } from "./pages/shell";

const PLATYPUS = { id: "ins_109508", name: "First Platypus Bank" };
const TARTAN = { id: "ins_109511", name: "Tartan Bank" };
const HOLDINGS = "/investments/holdings/get";
const TRANSACTIONS = "/investments/transactions/get";
/** Longer than is looked; under the 20 seconds that Plaid is given. */
const HELD = { kind: "delay", delayMs: 18_000 };

test.afterEach(async ({ stack }) => {
  await new LocalPlaid(stack).clearFaults();
});

const rowOf = (shell: Shell, institution: string) =>
  shell.refreshProgress.getByRole("listitem").filter({ hasText: institution });

/** Calls of a procedure from now on. */
function countCalls(page: Page, procedure: string): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.url().includes(`/api/trpc/${procedure}`)) count += 1;
  });
  return () => count;
}

test("stages change live, brokerage by brokerage, over one stream", async ({ page, stack }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  const plaid = new LocalPlaid(stack);
  await plaid.addFaultAt(PLATYPUS.id, { path: HOLDINGS, ...HELD });
  await plaid.addFaultAt(PLATYPUS.id, { path: TRANSACTIONS, kind: "delay", delayMs: 4_000 });
  const [streams, polls] = [countCalls(page, "refreshes.followRun"), countCalls(page, "items.list")];
  await shell.refreshButton.click();

  await expect(rowOf(shell, PLATYPUS.name)).toContainText("Reading holdings");
  await expect(rowOf(shell, PLATYPUS.name).getByRole("progressbar")).toBeVisible();
  const others = shell.refreshProgress.getByRole("listitem").filter({ hasNotText: PLATYPUS.name });
  await expect(others.first()).toContainText(/changed/);
  await expect(shell.refreshButton).toHaveText(/Refreshing (\d) of \1/);
  await expect(rowOf(shell, PLATYPUS.name)).toContainText(/Reading transactions (\d+) of \1/);
  await plaid.clearFaults();

  const result = shell.refreshResult.getByRole("listitem").filter({ hasText: PLATYPUS.name });
  await expect(result).toContainText(/changed/, { timeout: 20_000 });
  await expect(shell.refreshResult).toContainText(/Took \d/);
  expect(streams()).toBe(1);
  // One before the click at most, one for the new figures.
  expect(polls()).toBeLessThanOrEqual(2);
});

test("T23: a second click, a reload and another tab join the refresh that is under way", async ({ page, stack }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  const plaid = new LocalPlaid(stack);
  await plaid.addFaultAt(PLATYPUS.id, { path: HOLDINGS, ...HELD });
  const items = await plaid.itemsAt(PLATYPUS.id);
  const before = await plaid.callCount(HOLDINGS, items);
  const starts = countCalls(page, "refreshes.start");
  await shell.refreshButton.click();
  await expect(rowOf(shell, PLATYPUS.name)).toContainText("Reading");
  await shell.refreshProgress.getByRole("button", { name: "Hide progress" }).click();
  await expect(shell.refreshProgress).toHaveCount(0);
  await shell.refreshButton.click();
  await expect(rowOf(shell, PLATYPUS.name)).toContainText("Reading");
  expect(starts()).toBe(1);

  const other = new Shell(await page.context().newPage());
  await other.open("Holdings");
  await expect(rowOf(other, PLATYPUS.name)).toBeVisible();
  await other.refreshButton.click();
  await page.bringToFront();
  await page.reload();
  await expect(rowOf(shell, PLATYPUS.name)).toBeVisible();
  await plaid.clearFaults();

  await expect(shell.refreshResult).toBeVisible({ timeout: 20_000 });
  await other.page.bringToFront();
  await expect(other.refreshResult).toBeVisible();
  expect(await plaid.callCount(HOLDINGS, items)).toBe(before + 1);
  const link = (one: Shell) => one.refreshResult.getByRole("link", { name: "See changes" }).getAttribute("href");
  expect(await link(shell)).toBe(await link(other));

  await shell.refreshResult.getByRole("button", { name: "Dismiss result" }).click();
  await expect(shell.refreshButton).toHaveText("Refresh");
});

test("the progress of a refresh and its result are accessible in both themes", async ({ page, stack }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  await new LocalPlaid(stack).addFaultAt(PLATYPUS.id, { path: HOLDINGS, ...HELD });
  await shell.refreshButton.click();
  await expect(rowOf(shell, PLATYPUS.name)).toContainText("Reading");
  await expectAccessible(page);
  await new LocalPlaid(stack).clearFaults();
  await expect(shell.refreshResult).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
});

test("a run's page follows it to its end", async ({ page, stack }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  await new LocalPlaid(stack).addFaultAt(PLATYPUS.id, { path: HOLDINGS, ...HELD });
  await shell.refreshButton.click();
  await expect(rowOf(shell, PLATYPUS.name)).toContainText("Reading");
  await page.goto("/connections/runs");
  await page.getByRole("table", { name: "Refreshes, newest first" }).getByRole("link").first().click();
  const brokerages = page.getByRole("region", { name: "Brokerages" });
  const row = brokerages.getByRole("listitem").filter({ hasText: PLATYPUS.name });
  await expect(row).toContainText("Running");
  await new LocalPlaid(stack).clearFaults();
  await expect(row).toContainText("Succeeded", { timeout: 20_000 });
  await expect(row).toContainText("Plaid's answer");
});

test("a first import tells transactions k of n as they come", async ({ page, stack }) => {
  const connections = new ConnectionsPage(page);
  await connections.open();
  // Four pages at a time: seven times as long as this, unless it is cleared.
  await new LocalPlaid(stack).addFault({ path: TRANSACTIONS, kind: "delay", delayMs: 3_000, times: "always" });
  await connections.linkButton.click();
  await connections.link.complete({ institution: TARTAN.name, username: "user_history", password: "pass_good" });
  const card = connections.card(TARTAN.name);
  const told = card.getByText(/^Reading transactions [\d,]+ of [\d,]+$/);
  await expect(told).toBeVisible();
  const first = await told.textContent();
  await expect(told).not.toHaveText(first ?? "");
  await new LocalPlaid(stack).clearFaults();
  await expect(card.getByText("Connected", { exact: true })).toBeVisible({ timeout: 30_000 });
});

test("T10: a limited brokerage says when it is possible again", async ({ page, stack }) => {
  const shell = new Shell(page);
  await shell.open("Overview");
  await new LocalPlaid(stack).addFaultAt(PLATYPUS.id, { path: HOLDINGS, kind: "error", code: "INVESTMENTS_LIMIT" });
  await shell.refreshButton.click();
  const row = shell.refreshResult.getByRole("listitem").filter({ hasText: PLATYPUS.name });
  await expect(row).toContainText(/Possible again at .*\d\d:\d\d/, { timeout: 20_000 });
  await expect(row.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Needs attention" })).toContainText("Possible again at");
  await expectAccessible(page);
  await new ConnectionsPage(page).open();
  await expect(new ConnectionsPage(page).card(PLATYPUS.name)).toContainText(/possible again at .*\d\d:\d\d/);
});
