import { expect, test } from "vitest";
import { shortcutOf } from "./shortcuts";

const pressed = (key: string, more = {}) => ({ key, isModified: false, isTyping: false, ...more });

test("a slash is for the search, and g names a room with the next key", () => {
  expect(shortcutOf(pressed("/"), false)).toEqual({ kind: "search" });
  expect(shortcutOf(pressed("g"), false)).toEqual({ kind: "wait" });
  expect(shortcutOf(pressed("h"), true)).toEqual({ kind: "go", href: "/holdings" });
});

test.each([
  [pressed("h"), false],
  [pressed("x"), true],
  [pressed("constructor"), true],
  [pressed("/", { isTyping: true }), false],
  [pressed("h", { isTyping: true }), true],
  [pressed("g", { isModified: true }), false],
])("%j after g: %j is no shortcut", (key, isAfterG) => {
  expect(shortcutOf(key, isAfterG)).toBeNull();
});
