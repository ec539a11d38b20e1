import { expect, test } from "vitest";
import type { ItemId } from "@/domain/ids";
import { createSignatureRing } from "@/server/platform/signature-ring";
import { toReceipt } from "./to-receipt";
import { verifyReceipt } from "./verify-receipt";

const ctxOf = (...secrets: Buffer[]) => ({
  receiptSignatures: createSignatureRing({ secrets: () => secrets, use: "receipt" }),
});
const [former, current] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const receipt = toReceipt(ctxOf(former), {
  id: "r",
  kind: "item",
  itemId: "item" as ItemId,
  institutionName: "Bänk",
  requestedAt: new Date("2026-11-27T00:00:00Z"),
  erased: {
    ...{ refreshRuns: 1, refreshChanges: 0, refreshes: 2, transactions: 3, holdingVersions: 0, holdings: 7 },
    ...{ accountDays: 0, accounts: 1, webhooks: 0 },
  },
  plaidOutcome: "removed",
  plaidRequestId: "request",
  completedAt: new Date("2026-11-27T00:00:01Z"),
});
const verified = (value: unknown, ...secrets: Buffer[]) => verifyReceipt(ctxOf(...secrets), JSON.stringify(value));

test("S-31: a receipt is known again however it was laid out, and no more once its secret is not listed", () => {
  expect(verifyReceipt(ctxOf(current, former), JSON.stringify(receipt, null, 2))).toBe("good");
  const turned = Object.fromEntries(Object.entries(receipt).reverse());
  expect(verified(turned, former)).toBe("good");
  expect(verified(receipt, current)).toBe("unknown_key");
});

test.each<[string, object]>([
  ["another count", { erased: { ...receipt.erased, holdings: 8 } }],
  ["another outcome", { plaid: { outcome: "already_gone", requestId: "request" } }],
  ["another instant", { completedAt: "2026-11-28T00:00:01.000Z" }],
  ["something besides", { note: "all is well" }],
])("S-31: a receipt that says %s is not the one that was signed", (_, change) => {
  expect(verified({ ...receipt, ...change }, former)).toBe("bad");
});

test.each(["", "{}", "[]", "null", JSON.stringify({ ...receipt, signature: undefined })])(
  "what is no receipt is told as such: %j",
  (text) => expect(verifyReceipt(ctxOf(former), text)).toBe("none"),
);
