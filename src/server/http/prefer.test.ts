import { expect, test } from "vitest";
import { prefersAsync } from "./prefer";

test.each([
  "respond-async",
  "Respond-Async",
  "  respond-async  ",
  "respond-async, wait=10",
  "return=minimal, respond-async",
  'foo="a, b", respond-async',
  "respond-async; wait=10",
  'respond-async=""',
  "handling=lenient,,respond-async",
])("%s asks for it", (header) => expect(prefersAsync(header)).toBe(true));

test.each([
  null,
  "",
  "wait=10",
  "respond-asynchronously",
  "x-respond-async",
  'foo="respond-async"',
  'foo="a, respond-async"',
  "foo; respond-async",
  "respond-async=no",
])("%s does not", (header) => expect(prefersAsync(header)).toBe(false));
