import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 80;

/** Presses Tab until `target` has the focus, as someone without a mouse would; at each stop it can be seen where the focus is. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    await expectFocusVisible(page);
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** What has the focus is in the window, not wholly covered by anything (WCAG 2.4.11), and marked (2.4.7). */
export async function expectFocusVisible(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(whatHidesTheFocus), { message: `where the focus is can be seen at ${page.url()}` })
    .toBeNull();
}

/** Runs in the browser. */
function whatHidesTheFocus(): string | null {
  const element = document.activeElement;
  // The browser's own bar comes after the last stop of a page.
  if (!element || element === document.body || element.tagName === "IFRAME") return null;
  const name = element.outerHTML.slice(0, 160);
  const box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (left >= right || top >= bottom) return `${name} is out of sight`;
  const isSeen = [0.1, 0.5, 0.9].some((x) =>
    [0.1, 0.5, 0.9].some((y) => {
      const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return there !== null && (element.contains(there) || there.contains(element));
    }),
  );
  if (!isSeen) return `${name} is covered`;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const isMarked = (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  return isMarked ? null : `${name} looks as it does without the focus`;
}
