// Pages are rendered by the thread that answers everything else too: of a crowd that asks for them, few are rendered at a time.
"use strict";

const { isIP, SocketAddress } = require("node:net");

/** Each takes some ten milliseconds, in which nothing else is done. */
const PAGES_AT_WORK = 4;
/** Between two pages: new connections are taken one at each turn of the event loop. */
const PAUSE_MS = 5;
/** After which a page waits for something else than the processor, such as a database that stands still. */
const TURN_MS = 2_000;
/** For which a page is worked on all the same once whoever asked for it hung up. */
const LEFTOVER_MS = 50;
/** For how long it counts how many pages an asker had. */
const MEMORY_MS = 10_000;
/** A /48, as src/domain/network-site.ts has it. */
const HEXTETS_OF_SITE = 3;
/** Proxies in front that are believed, as in src/server/http/client-address.ts. */
const HOPS = Number(process.env.TRUST_PROXY_HOPS) || 0;

/** @type {Map<string, (() => void)[]>} by who asks */
const waiting = new Map();
/** @type {Map<string, number>} how many pages of late, by who asked */
const had = new Map();
let atWork = 0;

/** @param {import("node:http").IncomingMessage} request */
function askerOf({ headers, socket }) {
  const told = HOPS > 0 ? String(headers["x-forwarded-for"] ?? "").split(",") : [];
  const written = told.at(-HOPS)?.trim() ?? "";
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
  const address = bare.replace(/%.*$/, "");
  return siteOf(isIP(address) ? address : (socket.remoteAddress ?? ""));
}

/** @param {string} address */
function siteOf(address) {
  if (isIP(address) !== 6) return address;
  const spelled = new SocketAddress({ address, family: "ipv6" }).address;
  const mapped = /^::ffff:([\d.]+)$/.exec(spelled)?.[1];
  if (mapped) return mapped;
  const [left = [], right = []] = spelled.split("::").map((part) => part.split(":").filter(Boolean));
  const gap = Array(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...gap, ...right].slice(0, HEXTETS_OF_SITE).join(":");
}

/** @param {string} asker @param {number} by */
function count(asker, by) {
  const pages = (had.get(asker) ?? 0) + by;
  if (pages > 0) had.set(asker, pages);
  else had.delete(asker);
}

/** Of those who wait, whoever had fewest pages of late; of several, who waits longest. */
function nextAsker() {
  let next;
  let fewest = Number.POSITIVE_INFINITY;
  for (const asker of waiting.keys()) {
    const pages = had.get(asker) ?? 0;
    if (pages < fewest) [next, fewest] = [asker, pages];
  }
  return next;
}

function takeNext() {
  while (atWork < PAGES_AT_WORK) {
    const asker = nextAsker();
    if (asker === undefined) return;
    const turns = waiting.get(asker) ?? [];
    const turn = turns.shift();
    if (turns.length === 0) waiting.delete(asker);
    turn?.();
  }
}

/**
 * Calls `take` once it is the page's turn, unless nobody waits for it any more. Its turn ends as soon as its answer begins, when most of
 * the work is done, and in bounded time: neither who reads slowly nor what is slow behind the app keeps others waiting.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {() => void} take
 */
function takePageInTurn(request, response, take) {
  const asker = askerOf(request);
  const begin = () => {
    if (response.destroyed) return;
    atWork += 1;
    count(asker, 1);
    setTimeout(() => count(asker, -1), MEMORY_MS);
    const { writeHead } = response;
    let isAtWork = true;
    const end = () => {
      if (!isAtWork) return;
      isAtWork = false;
      clearTimeout(timer);
      setTimeout(() => {
        atWork -= 1;
        takeNext();
      }, PAUSE_MS);
    };
    response.writeHead = function countedWriteHead(...args) {
      end();
      return writeHead.apply(this, args);
    };
    response.once("close", () => setTimeout(end, LEFTOVER_MS));
    const timer = setTimeout(end, TURN_MS);
    take();
  };
  const turns = waiting.get(asker) ?? [];
  waiting.set(asker, turns);
  turns.push(begin);
  takeNext();
}

module.exports = { takePageInTurn };
