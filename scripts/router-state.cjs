"use strict";

/** More than any page is nested; Next's own check runs out of stack where there are thousands. */
const MAX_DEPTH = 32;
const PARAMETER_TYPE = /^(?:oc|[cd](?:i(?:\(\.\.\)\(\.\.\)|\(\.{1,3}\)))?)$/;
const REFETCHES = ["refetch", "inside-shared-layout", "metadata-only"];

const isText = (value) => typeof value === "string";
const isAbsent = (value) => value === undefined || value === null;
const isTextList = (value) => Array.isArray(value) && value.every(isText);

function isSegment(value) {
  if (isText(value)) return true;
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [name, cacheKey, type, siblings] = value;
  return (
    isText(name) &&
    isText(cacheKey) &&
    isText(type) &&
    PARAMETER_TYPE.test(type) &&
    (siblings === null || isTextList(siblings))
  );
}

function isState(value, depth = 1) {
  if (depth > MAX_DEPTH || !Array.isArray(value) || value.length < 2 || value.length > 6) return false;
  const [segment, routes, origin, refetch, hints, more] = value;
  return (
    isSegment(segment) &&
    typeof routes === "object" &&
    routes !== null &&
    !Array.isArray(routes) &&
    Object.values(routes).every((route) => isState(route, depth + 1)) &&
    (isAbsent(origin) || (isTextList(origin) && origin.length === 2)) &&
    (isAbsent(refetch) || REFETCHES.includes(refetch)) &&
    (isAbsent(hints) || typeof hints === "number") &&
    (more === undefined || isText(more))
  );
}

/**
 * Whether Next can read a `Next-Router-State-Tree`, in which its client tells what is on the screen already; it answers 500 to others.
 * Source: next/dist/server/app-render/types.js.
 *
 * @param {string} written
 */
function isRouterState(written) {
  try {
    return isState(JSON.parse(decodeURIComponent(written)));
  } catch {
    return false;
  }
}

module.exports = { isRouterState };
