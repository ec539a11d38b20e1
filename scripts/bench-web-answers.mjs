// How long the server takes for what the lists ask of it. What that is the browser says: it does what a user does, and each
// request that it makes is then repeated by a plain client.
import http from "node:http";
import { inMs, median, quantile } from "./bench-report.mjs";
import { LISTS, openBrowser, openList, rowsOf, SIZE, searchOf, stackWithLargeAccount } from "./bench-web-account.mjs";
import { Failure } from "./failure.mjs";

const TARGET_MS = 50;
/** Every value of half a year, and no list. */
const OVERVIEW = "/";
const WARM_UP = 10;
const LEAST = 40;
const MOST = 300;
const BUDGET_MS = 4_000;
const SETTLED_MS = 1_500;
/** One of many, of a few, of none, and all. */
const SEARCHES = ["BLK7777", "No. 12", "zzzz", "bulk holdings"];
/** What the frame of every page asks for is not what the list costs. */
const OF_THE_FRAME = /^(?:items|refreshes)\./;

/** @typedef {import("@playwright/test").Page} Page */

/** The procedures that one request of a batch calls, each as a request of its own. @param {URL} url */
function callsIn(url) {
  const names = url.pathname.replace(/^.*\/trpc\//, "").split(",");
  const inputs = JSON.parse(url.searchParams.get("input") ?? "{}");
  return names.flatMap((name, place) => {
    if (OF_THE_FRAME.test(name)) return [];
    const input = encodeURIComponent(JSON.stringify(inputs[place] === undefined ? {} : { 0: inputs[place] }));
    return [{ name, path: `/api/trpc/${name}?batch=1&input=${input}` }];
  });
}

/** What the page asks for while `act` is done, by the time that nothing more is asked. @param {Page} page @param {() => Promise<unknown>} act */
async function callsDuring(page, act) {
  /** @type {Map<string, { name: string, path: string }>} */
  const calls = new Map();
  let quietSince = performance.now();
  const note = (/** @type {import("@playwright/test").Request} */ request) => {
    const url = new URL(request.url());
    if (!url.pathname.startsWith("/api/trpc/") || request.method() !== "GET") return;
    quietSince = performance.now();
    for (const call of callsIn(url)) calls.set(call.path, call);
  };
  page.on("request", note).on("requestfinished", note);
  await act();
  quietSince = performance.now();
  while (performance.now() - quietSince < SETTLED_MS) await page.waitForTimeout(100);
  page.off("request", note).off("requestfinished", note);
  return [...calls.values()];
}

/** As if the user had come back to the tab after a while: what is on screen is asked for once more. @param {Page} page */
const comeBack = (page) =>
  page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
    window.dispatchEvent(new Event("visibilitychange"));
    document.dispatchEvent(new Event("visibilitychange"));
  });

/** @param {Page} page @param {string} address */
async function recordPage(page, address) {
  await page.goto(address);
  return callsDuring(page, () => comeBack(page));
}

/** @param {Page} page @param {{ path: string, views: readonly string[] }} list */
async function recordList(page, { path, views }) {
  await openList(page, path);
  const listed = await callsDuring(page, () => comeBack(page));
  const recorded = [["list", listed]];
  const nextPage = await callsDuring(page, () => rowsOf(page).last().scrollIntoViewIfNeeded());
  if (nextPage.length > 0) recorded.push(["next page", nextPage]);
  const sorter = page.getByRole("main").getByRole("columnheader").getByRole("button").first();
  if ((await sorter.count()) > 0) {
    const sorted = await callsDuring(page, () => sorter.click());
    if (sorted.length > 0) recorded.push(["sort", sorted]);
  }
  for (const words of SEARCHES) {
    const found = await callsDuring(page, () => searchOf(page).fill(words));
    if (found.length > 0) recorded.push([`search “${words}”`, found]);
  }
  for (const view of views) recorded.push([view, await recordPage(page, `${path}?${view}`)]);
  return /** @type {[string, { name: string, path: string }[]][]} */ (recorded);
}

/** @param {string} url @param {http.Agent} agent @returns {Promise<number>} milliseconds until the whole answer was there */
function timeOf(url, agent) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      response.resume().once("error", reject);
      response.once("end", () =>
        response.statusCode === 200
          ? resolve(performance.now() - startedAt)
          : reject(new Failure(`${url} answers ${response.statusCode}`)),
      );
    });
    request.once("error", reject);
  });
}

/** @param {string} url @param {http.Agent} agent */
async function timesOf(url, agent) {
  for (let turn = 0; turn < WARM_UP; turn += 1) await timeOf(url, agent);
  const times = [];
  const endsAt = performance.now() + BUDGET_MS;
  while (times.length < LEAST || (times.length < MOST && performance.now() < endsAt))
    times.push(await timeOf(url, agent));
  return times;
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchAnswers(bench) {
  const stack = await stackWithLargeAccount(bench);
  const { browser, page } = await openBrowser(bench, stack.url);
  const recorded = [];
  for (const list of LISTS)
    for (const [action, calls] of await recordList(page, list))
      for (const call of calls) recorded.push({ list: list.name, action, ...call });
  for (const call of await recordPage(page, OVERVIEW)) recorded.push({ list: "Overview", action: "shown", ...call });
  await browser.close();
  for (const name of [...LISTS.map((list) => list.name), "Overview"])
    if (!recorded.some(({ list }) => list === name)) throw new Failure(`${name} asked the server for nothing`);

  const agent = new http.Agent({ keepAlive: true });
  bench.onEnd(() => agent.destroy());
  const rows = [];
  const missed = [];
  for (const { list, action, name, path } of recorded) {
    bench.log(`${list}, ${action}: ${name}`);
    const times = await timesOf(`${stack.url}${path}`, agent);
    const p95 = quantile(times, 0.95);
    rows.push([list, action, name, String(times.length), inMs(median(times)), inMs(p95)]);
    if (p95 > TARGET_MS) missed.push(`${list}, ${action} (${name}): ${inMs(p95)} ms`);
  }
  return [
    {
      title: "Answers",
      text: `The requests that the lists and the overview make, of a user with ${SIZE}, each made again one after the other by a plain client, from the first byte sent to the last received. Target: ≤ ${TARGET_MS} ms at p95.`,
      head: ["list", "when", "procedure", "requests", "p50 ms", "p95 ms"],
      rows,
      missed,
    },
  ];
}
