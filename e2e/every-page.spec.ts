// What holds of every page there is. The pages are those of PAGE_ACCESS, so that none can be left out: those of the dashboard are
// visited here, those in front of it in sign-in.spec.ts.
import { everyPage, pathOf } from "../scripts/every-page.mjs";
import { expectSound } from "./fixtures/page-quality";
import { expect, test } from "./fixtures/test";

// Four looks at a page, each over every rule: on two busy cores that takes its time.
test.describe.configure({ timeout: 120_000 });

const pages = [...everyPage()].flatMap(([address, access]) => (access === "session" ? [address] : []));

for (const address of pages) {
  test(`${address} is accessible, fits, and does not move, in both themes, on a desktop and a phone`, async ({
    page,
  }) => {
    await expectSound(page, await pathOf(page, address));
  });
}

test("a page that does not exist is as sound as one that does", async ({ page, problems }) => {
  problems.allow(/status of 404/);
  await expectSound(page, "/no-such-page");
  await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
});
