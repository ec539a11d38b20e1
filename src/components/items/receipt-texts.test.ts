import { expect, test } from "vitest";
import type { ErasureReceipt } from "@/contracts/receipts";
import { erasedTexts, receiptFileName, removalText } from "./receipt-texts";

const receipt: ErasureReceipt = {
  receiptId: "0123456789abcdef",
  kind: "item",
  itemId: "item",
  institutionName: "A bank",
  requestedAt: "2026-11-26T12:00:00.000Z",
  erased: {
    ...{ refreshRuns: 0, refreshChanges: 3, refreshes: 2, transactions: 1_234, holdingVersions: 0, holdings: 7 },
    ...{ accountDays: 0, webhooks: 0, accounts: 1 },
  },
  plaid: { outcome: "pending", requestId: null },
  completedAt: null,
};

test("S-31: a receipt names what was deleted, what people know first, and nothing of which there was none", () => {
  expect(erasedTexts(receipt)).toEqual([
    "1 account",
    "7 holdings",
    "1,234 transactions",
    "2 refreshes",
    "3 recorded changes",
  ]);
});

test("S-31: a receipt says what became of the connection at Plaid, and never more than is known", () => {
  expect(removalText(receipt)).toContain("is being told");
  expect(removalText({ ...receipt, plaid: { outcome: "removed", requestId: "r" } })).toContain("has removed");
  expect(removalText({ ...receipt, kind: "account", plaid: null })).toContain("is being told");
  expect(receiptFileName(receipt)).toBe("receipt-2026-11-26-01234567.json");
});
