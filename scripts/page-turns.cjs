// Pages are rendered by the thread that answers everything else too: of a crowd that asks for them, few are rendered at a time.
"use strict";

/** Each takes some ten milliseconds, in which nothing else is done. */
const PAGES_AT_WORK = 4;
/** Between two pages: new connections are taken one at each turn of the event loop. */
const PAUSE_MS = 5;
/** After which a page waits for something else than the processor, such as a database that stands still. */
const TURN_MS = 2_000;
/** For which a page is worked on all the same once whoever asked for it hung up. */
const LEFTOVER_MS = 50;
/** Of an IPv6 address, which is as much of it as one caller may have to itself. */
const HEXTETS_OF_NETWORK = 4;
/** Proxies in front that are believed, as in src/server/http/client-address.ts. */
const HOPS = Number(process.env.TRUST_PROXY_HOPS) || 0;

/** @type {Map<string, (() => void)[]>} by who asks; whose turn is next comes first */
const waiting = new Map();
let atWork = 0;

/** @param {import("node:http").IncomingMessage} request */
function askerOf({ headers, socket }) {
  const told =
    HOPS > 0
      ? String(headers["x-forwarded-for"] ?? "")
          .split(",")
          .at(-HOPS)
      : undefined;
  const address = told?.trim() || (socket.remoteAddress ?? "");
  return address.split(":").slice(0, HEXTETS_OF_NETWORK).join(":");
}

function takeNext() {
  while (atWork < PAGES_AT_WORK) {
    const [next] = waiting;
    if (!next) return;
    const [asker, turns] = next;
    const turn = turns.shift();
    // To the end of the line, if there is more: so each asker has a turn, and then each a second one.
    waiting.delete(asker);
    if (turns.length > 0) waiting.set(asker, turns);
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
  const begin = () => {
    if (response.destroyed) return;
    atWork += 1;
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
  const asker = askerOf(request);
  const turns = waiting.get(asker) ?? [];
  waiting.set(asker, turns);
  turns.push(begin);
  takeNext();
}

module.exports = { takePageInTurn };
