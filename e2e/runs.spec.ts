// The history of refreshes.
import { readFile } from "node:fs/promises";
import { expectAccessible } from "./fixtures/accessibility";
import { expect, test } from "./fixtures/test";
import { LocalPlaid } from "./pages/local-plaid";
import { RunsPage } from "./pages/runs-page";

const ACORN = { id: "ins_900002", name: "Acorn & Elm Retirement" };
const HOLDINGS = "/investments/holdings/get";

test.afterEach(async ({ stack }) => {
  await new LocalPlaid(stack).clearFaults();
});

test("the history goes on as one scrolls, is filtered in the address, and saved as it is seen", async ({
  page,
  stack,
}) => {
  const runs = new RunsPage(page);
  await new LocalPlaid(stack).link({ institutionId: "ins_109511" });
  await runs.open();
  await expect(runs.rows).not.toHaveCount(0);
  await runs.rows.last().scrollIntoViewIfNeeded();
  await expect.poll(() => runs.rows.count()).toBeGreaterThan(25);

  await runs.choice("Asked for by").selectOption("link");
  await expect(page).toHaveURL(/trigger=link/);
  await expect(runs.rows.first()).toContainText("New brokerage", { timeout: 40_000 });
  await expect(runs.rows.filter({ hasNotText: "New brokerage" })).toHaveCount(0);
  const shown = await runs.rows.count();
  expect(shown).toBeGreaterThan(0);
  const download = page.waitForEvent("download");
  await runs.downloadCsv.click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toContain("Run,Started,Ended");
  expect(lines).toHaveLength(shown + 1);

  await runs.choice("Result").selectOption("running");
  await expect(page.getByRole("heading", { name: "No refresh matches" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(runs.rows.first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No refresh matches" })).toBeVisible();
});

test("a refresh that failed tells why, with Plaid's own request, and is tried again alone", async ({ page, stack }) => {
  const runs = new RunsPage(page);
  const { shell } = runs;
  const plaid = new LocalPlaid(stack);
  await shell.open("Overview");
  const itemId = await plaid.itemAt(ACORN.id);
  await plaid.addFault({ itemId, path: HOLDINGS, kind: "error", code: "INVALID_ACCESS_TOKEN" });
  await shell.refreshButton.click();
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  await runs.open("?result=failed");
  await runs.rows.first().getByRole("link").click();
  // What other tests linked may stand there too, and may have failed.
  const failed = runs.brokerage(ACORN.name).filter({ hasText: "did not accept this connection's token" });
  await expect(failed).toContainText(/Plaid's request \w+/);
  await expect(failed).toContainText("Stopped at");
  await expectAccessible(page);

  const failures = await runs.brokerages.filter({ hasText: "Stopped at" }).count();
  expect(failures).toBeLessThan(await runs.brokerages.count());
  await runs.retry.click();
  await expect(shell.refreshResult).toBeVisible({ timeout: 30_000 });
  await expect(shell.refreshResult.getByRole("listitem")).toHaveCount(failures);
  await expect(shell.refreshResult).toContainText(ACORN.name);
  await shell.refreshResult.getByRole("link", { name: "See changes" }).click();
  await expect(runs.brokerage(ACORN.name).filter({ hasText: "Succeeded" })).not.toHaveCount(0);
});

test("the changes of a first import come a page at a time", async ({ page, stack }) => {
  const runs = new RunsPage(page);
  const plaid = new LocalPlaid(stack);
  await plaid.link({ institutionId: "ins_109511", username: "user_history" });
  await runs.open("?trigger=link");
  await expect
    .poll(
      async () => {
        await page.reload();
        await runs.shell.heading("Refresh history").waitFor();
        return runs.rows.first().textContent();
      },
      { timeout: 45_000 },
    )
    .toMatch(/Succeeded.*\d,\d{3} added/);
  await runs.rows.first().getByRole("link").click();
  await expect(runs.changes).toHaveCount(100);
  await runs.changes.last().scrollIntoViewIfNeeded();
  await expect.poll(() => runs.changes.count()).toBeGreaterThanOrEqual(200);
});
