import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccountId, type ItemId, isIdentifier } from "./ids";
import { ALL, accountOfScope, concernsItem, isInScope, parseScope, type Scope, scopeText } from "./scope";

const identifier = fc.string({ unit: "grapheme", maxLength: 30 }).filter(isIdentifier);

test("a scope is read from the text it was written as, whatever its ids hold", () => {
  const scopes: fc.Arbitrary<Scope> = fc.oneof(
    fc.constant(ALL),
    fc.record({ kind: fc.constant("item" as const), itemId: identifier as fc.Arbitrary<ItemId> }),
    fc.record({
      kind: fc.constant("account" as const),
      itemId: identifier as fc.Arbitrary<ItemId>,
      accountId: identifier as fc.Arbitrary<AccountId>,
    }),
  );
  fc.assert(
    fc.property(scopes, (scope) => {
      expect(parseScope(scopeText(scope))).toEqual(scope);
    }),
  );
});

test("what is no scope is none", () => {
  for (const text of ["~", "a~", "~a", "a~b~c", "%", "a~%E0%A4%A", `${"x".repeat(129)}`]) {
    expect(parseScope(text), text).toBeNull();
  }
});

test("a scope tells of all, of one Item, or of one account of it, and account ids are of their Item alone", () => {
  const [itemId, accountId] = ["i" as ItemId, "a" as AccountId];
  const scopes: Scope[] = [ALL, { kind: "item", itemId }, { kind: "account", itemId, accountId }];
  const rows = ["i a", "i b", "j a"].map((text) => ({ itemId: text.slice(0, 1) as ItemId, accountId: text.slice(2) }));
  expect(scopes.map((scope) => rows.map((row) => isInScope(scope, row)))).toEqual([
    [true, true, true],
    [true, true, false],
    [true, false, false],
  ]);
  expect(scopes.map((scope) => rows.map((row) => concernsItem(scope, row.itemId)))).toEqual([
    [true, true, true],
    [true, true, false],
    [true, true, false],
  ]);
  expect(scopes.map(accountOfScope)).toEqual([null, null, "a"]);
});
