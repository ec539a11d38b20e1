// How the lists of a very large account scroll and search in the browser.
import { inMs, median } from "./bench-report.mjs";
import { LISTS, openBrowser, openList, rowsOf, SIZE, searchOf, stackWithLargeAccount } from "./bench-web-account.mjs";

const TASK_TARGET_MS = 50;
const ROWS_TARGET = 60;
const FILTER_TARGET_MS = 100;
/** Longer than any between two keys of one word. */
const PAUSE_BEFORE_MS = 200;
const WHEEL_PX = 900;
const WHEEL_PAUSE_MS = 40;
const SCROLL_BUDGET_MS = 90_000;
const QUIET_AT_END_MS = 1_500;
const SEARCHES = Array.from({ length: 12 }, (_, turn) => `BLK${1_111 + turn * 739}`);
const FILTER_DEADLINE_MS = 20_000;
/** More rows than one search leaves, and fewer than any list shows. */
const FEW = 14;

/** @typedef {import("@playwright/test").Page} Page */

/** Where the rows are scrolled, how far that is, and how many there are in the document now. @param {Page} page */
const lookAt = (page) =>
  page.evaluate(() => {
    const rows = [...document.querySelectorAll("main tr, main [role=row]")].filter((row) =>
      row.querySelector("td, [role=cell], [role=gridcell]"),
    );
    /** @type {Element | null} */
    let box = rows[0] ?? null;
    const scrolls = (/** @type {Element} */ element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1;
    while (box && !scrolls(box)) box = box.parentElement;
    const scroller = box ?? document.documentElement;
    return {
      rows: rows.length,
      top: scroller.scrollTop,
      left: scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
    };
  });

/** Wheels down until the end stays the end, or time is up. @param {Page} page */
async function scrollThrough(page) {
  const box = (await rowsOf(page).first().boundingBox()) ?? { x: 400, y: 400, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, Math.min(box.y + 40, 600));
  const startedAt = performance.now();
  let [mostRows, atEndSince, farthest] = [0, Number.POSITIVE_INFINITY, 0];
  while (performance.now() - startedAt < SCROLL_BUDGET_MS) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(WHEEL_PAUSE_MS);
    const { rows, top, left } = await lookAt(page);
    mostRows = Math.max(mostRows, rows);
    farthest = Math.max(farthest, top);
    if (left > 2) atEndSince = Number.POSITIVE_INFINITY;
    else atEndSince = Math.min(atEndSince, performance.now());
    if (performance.now() - atEndSince > QUIET_AT_END_MS) break;
  }
  return { mostRows, farthest, isWhole: atEndSince !== Number.POSITIVE_INFINITY };
}

/**
 * The longest task of the page's main thread in a trace: how long it took, and how long it was at work; the rest of the time other
 * processes had the machine.
 * @param {Buffer} trace
 */
function longestTask(trace) {
  /** @type {{ name: string, ph: string, pid: number, tid: number, dur?: number, tdur?: number, args?: { name?: string } }[]} */
  const events = JSON.parse(trace.toString("utf8")).traceEvents;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => /\bRunTask$/.test(name) && mains.has(`${pid} ${tid}`));
  const longest = (/** @type {"dur" | "tdur"} */ key) => Math.max(0, ...tasks.map((task) => (task[key] ?? 0) / 1_000));
  return { count: tasks.length, wallMs: longest("dur"), busyMs: longest("tdur") };
}

/**
 * Milliseconds from an input's event to the frame in which the list is short and tells of these words.
 * @param {Page} page @param {string} words
 */
async function timeFilter(page, words) {
  const search = searchOf(page);
  await search.fill("");
  await page.waitForFunction((few) => document.querySelectorAll("main tr, main [role=row]").length > few, FEW);
  await search.focus();
  await page.waitForTimeout(PAUSE_BEFORE_MS);
  // The listener stands before the key is pressed; what it finds out is asked for after it.
  await page.evaluate(
    ([text, few, deadlineMs]) => {
      const shown = new Promise((resolve, reject) => {
        const begin = (/** @type {Event} */ { timeStamp }) => {
          const look = () => {
            const rows = [...document.querySelectorAll("main tr, main [role=row]")].filter((row) =>
              row.querySelector("td, [role=cell], [role=gridcell]"),
            );
            const isShown = rows.length < few && rows.some((row) => row.textContent?.includes(text));
            const sinceMs = performance.now() - timeStamp;
            if (isShown) resolve(sinceMs);
            else if (sinceMs > deadlineMs) reject(new Error(`${text} was not shown`));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        document.addEventListener("input", begin, { once: true, capture: true });
      });
      Object.assign(window, { shown });
    },
    /** @type {const} */ ([words, FEW, FILTER_DEADLINE_MS]),
  );
  await page.keyboard.insertText(words);
  return Number(await page.evaluate(() => Reflect.get(window, "shown")));
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchRows(bench) {
  const stack = await stackWithLargeAccount(bench);
  const rows = [];
  const missed = [];
  for (const { name, path } of LISTS) {
    const { browser, page } = await openBrowser(bench, stack.url);
    bench.log(`scrolling ${name}`);
    await openList(page, path);
    await page.waitForLoadState("networkidle");
    await browser.startTracing(page, {
      categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"],
    });
    const { mostRows, farthest, isWhole } = await scrollThrough(page);
    const task = longestTask(await browser.stopTracing());
    bench.log(`searching ${name}`);
    await openList(page, path);
    await page.waitForLoadState("networkidle");
    const times = [];
    for (const words of SEARCHES) times.push(await timeFilter(page, words));
    await browser.close();
    const slowest = Math.max(...times);
    rows.push([
      name,
      `${Math.round(farthest).toLocaleString("en")}${isWhole ? " (all)" : ""}`,
      inMs(task.wallMs),
      inMs(task.busyMs),
      String(mostRows),
      inMs(median(times)),
      inMs(slowest),
    ]);
    if (task.busyMs > TASK_TARGET_MS) missed.push(`${name}, a task of ${inMs(task.busyMs)} ms while scrolling`);
    if (mostRows > ROWS_TARGET) missed.push(`${name}, ${mostRows} rows in the document`);
    if (slowest > FILTER_TARGET_MS) missed.push(`${name}, a search that shows after ${inMs(slowest)} ms`);
    if (task.count === 0) missed.push(`${name}, the trace holds no task: the measurement is blind`);
  }
  return [
    {
      title: "Long lists in the browser",
      text: `${SIZE} of one user in Chromium, wheeled from the top down for ${SCROLL_BUDGET_MS / 1_000} s at most, and searched ${SEARCHES.length} times, each in a field that was emptied before. Targets: no task of the page's main thread is at work for more than ${TASK_TARGET_MS} ms, at most ${ROWS_TARGET} rows in the document, a search shows within ${FILTER_TARGET_MS} ms of the key.`,
      head: [
        "list",
        "px scrolled",
        "longest task ms",
        "of it at work",
        "most rows",
        "search shows, median ms",
        "slowest ms",
      ],
      rows,
      missed,
    },
  ];
}
