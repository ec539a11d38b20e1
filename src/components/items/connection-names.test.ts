import { expect, test } from "vitest";
import { nameConnections } from "@/components/items/connection-names";

const account = (name: string) => ({
  accountId: name,
  name,
  mask: null,
  type: "investment",
  subtype: null,
  currency: { isoCurrencyCode: "USD", unofficialCurrencyCode: null },
  balanceCurrent: null,
  isActive: true,
});
const card = (itemId: string, institutionName: string | null, ...accounts: string[]) => ({
  itemId,
  institutionName,
  accounts: accounts.map(account),
});

test("an institution's name does while it is alone", () => {
  expect([...nameConnections([card("a", "Tartan", "IRA"), card("b", null)]).values()]).toEqual(["Tartan", "Brokerage"]);
});

test("two logins at one institution are told apart, even those that hold the same", () => {
  const names = nameConnections([
    card("a", "Tartan", "IRA"),
    card("b", "Tartan", "Wallet"),
    card("c", "Tartan", "IRA"),
  ]);
  expect([...names.values()]).toEqual(["Tartan, IRA", "Tartan, Wallet", "Tartan, IRA (2)"]);
});
