import { expect, test } from "vitest";
import { compareAccounts, findDuplicates, findResemblance } from "./duplicate-items";
import type { InstitutionId, ItemId } from "./ids";

const account = (name: string, mask: string | null = "1111") => ({ name, mask });
const itemOf = (itemId: string, accounts: ReturnType<typeof account>[], institutionId: string | null = "ins_1") => ({
  itemId: itemId as ItemId,
  institutionId: institutionId as InstitutionId | null,
  accounts,
});

test.each([
  ["the same, in whatever order", [account("A"), account("B")], [account("B"), account("A")], "same"],
  ["one more here", [account("A"), account("B")], [account("A")], "some"],
  ["one more there", [account("A")], [account("A"), account("B")], "some"],
  ["another number", [account("A", "1111")], [account("A", "2222")], "none"],
  ["another name", [account("A")], [account("B")], "none"],
  ["no number", [account("A", null)], [account("A", null)], "unclear"],
  ["one of them numbered and shared", [account("A"), account("B", null)], [account("A"), account("B", null)], "some"],
  ["no accounts", [], [account("A")], "unclear"],
] as const)("T21: two logins: %s", (_, one, other, likeness) => {
  expect(compareAccounts(one, other)).toBe(likeness);
});

test("T21: the login looks like the Item that shares most with it, the earliest of several, at its own institution alone", () => {
  const login = { institutionId: "ins_1", accounts: [account("A"), account("B")] };
  const items = [
    itemOf("elsewhere", [account("A"), account("B")], "ins_2"),
    itemOf("unknown", [account("A"), account("B")], null),
    itemOf("some", [account("A")]),
    itemOf("same", [account("A"), account("B")]),
    itemOf("same again", [account("A"), account("B")]),
  ];
  expect(findResemblance(login, items)).toMatchObject({ item: { itemId: "same" }, likeness: "same" });
  expect(findResemblance({ ...login, institutionId: null }, items)).toBeNull();
  expect(findResemblance({ ...login, accounts: [account("C")] }, items)).toBeNull();
});

test("T21: an Item is a duplicate of an earlier one only when all of their accounts are the same", () => {
  const items = [
    itemOf("first", [account("A")]),
    itemOf("second", [account("A"), account("B")]),
    itemOf("third", [account("A")]),
    itemOf("without numbers", [account("A", null)]),
    itemOf("without numbers again", [account("A", null)]),
  ];
  expect([...findDuplicates(items)]).toEqual([["third", "first"]]);
});
