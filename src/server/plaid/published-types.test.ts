import { InvestmentTransactionSubtype, InvestmentTransactionType } from "plaid";
import { describe, expect, it } from "vitest";
import { classifyTransaction } from "@/domain/transaction-class";

describe("what the installed client publishes", () => {
  it("holds no type or subtype of a transaction that we cannot class", () => {
    const subtypes = Object.values(InvestmentTransactionSubtype);
    expect(subtypes.length).toBeGreaterThanOrEqual(48);
    for (const type of Object.values(InvestmentTransactionType))
      for (const subtype of subtypes)
        expect(classifyTransaction({ type, subtype }).class, `${type}/${subtype}`).not.toBe("unknown");
  });
});
