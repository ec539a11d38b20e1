import { describe, expect, it } from "vitest";
import { classifyTransaction, type TransactionClass } from "./transaction-class";

const TYPES = ["buy", "sell", "cancel", "cash", "fee", "transfer"];

/** Subtype, class under every type but `cancel`, label. */
const TABLE: readonly (readonly [string, TransactionClass, string])[] = [
  ["account fee", "fee", "Account fee"],
  ["adjustment", "corporate_action", "Adjustment"],
  ["assignment", "trade", "Assignment"],
  ["buy", "trade", "Buy"],
  ["buy to cover", "trade", "Buy to cover"],
  ["contribution", "external_flow", "Contribution"],
  ["deposit", "external_flow", "Deposit"],
  ["distribution", "external_flow", "Distribution"],
  ["dividend", "income", "Dividend"],
  ["dividend reinvestment", "reinvestment", "Dividend reinvestment"],
  ["exercise", "trade", "Exercise"],
  ["expire", "trade", "Expire"],
  ["fund fee", "fee", "Fund fee"],
  ["interest", "income", "Interest"],
  ["interest receivable", "income", "Interest receivable"],
  ["interest reinvestment", "reinvestment", "Interest reinvestment"],
  ["legal fee", "fee", "Legal fee"],
  ["loan payment", "loan", "Loan payment"],
  ["long-term capital gain", "income", "Long-term capital gain"],
  ["long-term capital gain reinvestment", "reinvestment", "Long-term capital gain reinvestment"],
  ["management fee", "fee", "Management fee"],
  ["margin expense", "fee", "Margin expense"],
  ["merger", "corporate_action", "Merger"],
  ["miscellaneous fee", "fee", "Miscellaneous fee"],
  ["non-qualified dividend", "income", "Non-qualified dividend"],
  ["non-resident tax", "tax", "Non-resident tax"],
  ["pending credit", "pending", "Pending credit"],
  ["pending debit", "pending", "Pending debit"],
  ["qualified dividend", "income", "Qualified dividend"],
  ["rebalance", "trade", "Rebalance"],
  ["request", "external_flow", "Request"],
  ["return of principal", "return_of_capital", "Return of principal"],
  ["sell", "trade", "Sell"],
  ["sell short", "trade", "Sell short"],
  ["send", "external_flow", "Send"],
  ["short-term capital gain", "income", "Short-term capital gain"],
  ["short-term capital gain reinvestment", "reinvestment", "Short-term capital gain reinvestment"],
  ["spin off", "corporate_action", "Spin off"],
  ["split", "corporate_action", "Split"],
  ["stock distribution", "income", "Stock distribution"],
  ["tax", "tax", "Tax"],
  ["tax withheld", "tax", "Tax withheld"],
  ["trade", "trade", "Trade"],
  ["transfer", "external_flow", "Transfer"],
  ["transfer fee", "fee", "Transfer fee"],
  ["trust fee", "fee", "Trust fee"],
  ["unqualified gain", "income", "Unqualified gain"],
  ["withdrawal", "external_flow", "Withdrawal"],
];

describe("classifyTransaction", () => {
  it("is tested with 48 subtypes, each once", () => {
    expect(new Set(TABLE.map(([subtype]) => subtype)).size).toBe(48);
  });

  describe.each(TYPES)("type %s", (type) => {
    it.each(TABLE)("%s", (subtype, expected, label) => {
      const booked = subtype === "stock distribution" && type === "transfer" ? "corporate_action" : expected;
      const cancelled = { class: "cancel", label: "Cancelled" };
      expect(classifyTransaction({ type, subtype })).toEqual(type === "cancel" ? cancelled : { class: booked, label });
    });
  });

  it("T17: shows a dividend as dividend and interest as interest, under whatever type", () => {
    expect(classifyTransaction({ type: "cash", subtype: "dividend" })).toEqual({ class: "income", label: "Dividend" });
    expect(classifyTransaction({ type: "fee", subtype: "interest" })).toEqual({ class: "income", label: "Interest" });
  });

  it.each([
    ["buy", null, "Buy"],
    ["cash", "rights issue", "Rights issue"],
    ["barter", null, "Barter"],
    ["", "", "Other"],
    ["cash", "constructor", "Constructor"],
  ])("does not guess at %j/%j, and names it", (type, subtype, label) => {
    expect(classifyTransaction({ type, subtype })).toEqual({ class: "unknown", label });
  });
});
