// What each page of the dashboard costs at first sight, with the demo's data: the JavaScript that comes with it and after it before
// anybody has touched anything, and what Lighthouse says on a desktop.
import fs from "node:fs";
import path from "node:path";
import { inMs } from "./bench-report.mjs";
import { startStack } from "./bench-stack.mjs";
import { openBrowser } from "./bench-web-account.mjs";
import { ensureLighthouse, LIGHTHOUSE, runLighthouse } from "./bench-web-lighthouse.mjs";
import { ensureBuild } from "./build.mjs";
import { everyPage, pathOf } from "./every-page.mjs";
import { Failure } from "./failure.mjs";
import { FIRST_LOAD_KB, firstLoads } from "./first-load.mjs";

const TARGETS = {
  performance: 98,
  accessibility: 100,
  bestPractices: 100,
  lcpMs: 1_000,
  cls: 0.01,
  scriptKb: FIRST_LOAD_KB,
};
/** A page that misses is looked at again: the machine may have had something else to do. The middle one of three counts. */
const LOOKS = 3;
const SETTLED_MS = 1_500;

/** The demo as a first `npm start` leaves it. @param {import("./bench-run.mjs").Bench} bench */
async function startDemo({ projectDir, distDir, dataDir: outer, env, log, onEnd }) {
  const dataDir = path.join(outer, "demo");
  fs.mkdirSync(dataDir, { recursive: true });
  await ensureBuild({ projectDir, distDir, log });
  log("making the demo's half year");
  const { postgresHost } = await import("./postgres-host.mjs");
  const { stateDir } = postgresHost(dataDir);
  onEnd(() => fs.rmSync(stateDir, { recursive: true, force: true }));
  const stack = await startStack({ projectDir, distDir, dataDir, env, log }, onEnd, (sentence) => {
    throw new Failure(sentence);
  });
  await stack.seedDemo();
  await stack.startWorker();
  return stack;
}

/** Kilobytes by address. @param {string} distDir @returns {Map<string, number>} */
const firstLoadsByAddress = (distDir) =>
  new Map(
    [...firstLoads(distDir)].map(([name, kb]) => [name.replace(/\/\([^)]*\)/g, "").replace(/\/page$/, "") || "/", kb]),
  );

/**
 * Kilobytes of JavaScript of the app's own as they came over the wire, compressed, until the page was at rest.
 * @param {import("./bench-run.mjs").Bench} bench @param {string} url @param {string} path
 */
async function scriptKbOf(bench, url, path) {
  const { browser, page } = await openBrowser(bench, url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  /** @type {Map<string, string>} */
  const scripts = new Map();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    if (/javascript/.test(response.mimeType) && response.url.startsWith(url)) scripts.set(requestId, response.url);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(path);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(SETTLED_MS);
  await browser.close();
  if (scripts.size === 0) throw new Failure(`${path} loads no script: the measurement is blind`);
  return bytes / 1_000;
}

/** @param {import("./bench-web-lighthouse.mjs").Verdict} verdict */
const missesIn = ({ performance, accessibility, bestPractices, lcpMs, cls }) => [
  ...(performance < TARGETS.performance ? [`performance ${performance}`] : []),
  ...(accessibility < TARGETS.accessibility ? [`accessibility ${accessibility}`] : []),
  ...(bestPractices < TARGETS.bestPractices ? [`best practices ${bestPractices}`] : []),
  ...(lcpMs <= TARGETS.lcpMs ? [] : [`LCP ${inMs(lcpMs)} ms`]),
  ...(cls <= TARGETS.cls ? [] : [`CLS ${cls.toFixed(3)}`]),
];

/** @param {() => Promise<import("./bench-web-lighthouse.mjs").Verdict>} look */
async function judged(look) {
  const first = await look();
  if (missesIn(first).length === 0) return first;
  const verdicts = [first];
  while (verdicts.length < LOOKS) verdicts.push(await look());
  return verdicts.sort((a, b) => a.performance - b.performance || b.lcpMs - a.lcpMs)[Math.floor(LOOKS / 2)] ?? first;
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchPages(bench) {
  const { url } = await startDemo(bench);
  const program = ensureLighthouse(bench.projectDir, bench.log);
  const { browser, page } = await openBrowser(bench, url);
  const addresses = [...everyPage()].flatMap(([address, access]) => (access === "session" ? [address] : []));
  const paths = new Map();
  for (const address of addresses) paths.set(address, await pathOf(page, address));
  await browser.close();

  const firstLoadOf = firstLoadsByAddress(path.join(bench.projectDir, bench.distDir));
  const rows = [];
  const missed = [];
  const notes = [];
  for (const [address, at] of paths) {
    bench.log(`looking at ${address}`);
    const firstLoadKb = firstLoadOf.get(address) ?? Number.NaN;
    const scriptKbs = [firstLoadKb, await scriptKbOf(bench, url, at)].map((kb) => kb.toFixed(0));
    if (!(firstLoadKb <= TARGETS.scriptKb)) missed.push(`${address}, ${scriptKbs[0]} kB of JavaScript`);
    const verdict =
      program && (await judged(() => runLighthouse({ program, url: `${url}${at}`, dataDir: bench.dataDir })));
    if (!verdict) {
      rows.push([address, ...scriptKbs, "–", "–", "–", "–", "–"]);
      continue;
    }
    const { performance, accessibility, bestPractices, lcpMs, cls, lost } = verdict;
    rows.push([
      address,
      ...scriptKbs,
      ...[performance, accessibility, bestPractices].map(String),
      lcpMs.toFixed(0),
      cls.toFixed(3),
    ]);
    for (const miss of missesIn(verdict)) missed.push(`${address}, ${miss}`);
    if (lost.length > 0) notes.push(`${address} loses points by ${lost.join(", ")}`);
  }
  if (!program) notes.push(`${LIGHTHOUSE} could not be fetched, so its columns are empty`);
  return [
    {
      title: "Pages",
      text: `With the demo's data. JavaScript: kB, compressed, that a page waits for; target ≤ ${TARGETS.scriptKb}. At rest: all that came over the wire before anybody touched it, with the charts and lists that are loaded when they are first shown. The others are ${LIGHTHOUSE.replace("@", " ")}'s on a desktop; targets ≥ ${TARGETS.performance}, ${TARGETS.accessibility}, ${TARGETS.bestPractices}, ≤ ${TARGETS.lcpMs} ms, ≤ ${TARGETS.cls}. A page that misses one is looked at ${LOOKS} times, and the middle counts. The pages for signing in are not in the demo.`,
      head: ["page", "JavaScript kB", "at rest kB", "performance", "accessibility", "best practices", "LCP ms", "CLS"],
      rows,
      notes,
      missed,
    },
  ];
}
