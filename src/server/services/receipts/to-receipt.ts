import type { ErasureReceipt, SignedReceipt } from "@/contracts/receipts";
import { canonicalJson } from "@/domain/canonical-json";
import type { ReceiptRecord } from "@/server/db/receipts";
import type { ServiceContext } from "@/server/services/context";

/** A receipt as it is shown and downloaded: signed by the install for what it says now. */
export function toReceipt(
  { receiptSignatures }: Pick<ServiceContext, "receiptSignatures">,
  record: ReceiptRecord,
): SignedReceipt {
  const { id, requestedAt, completedAt, plaidOutcome, plaidRequestId, ...told } = record;
  const receipt: ErasureReceipt = {
    receiptId: id,
    kind: told.kind,
    itemId: told.itemId,
    institutionName: told.institutionName,
    requestedAt: requestedAt.toISOString(),
    erased: told.erased,
    plaid: told.kind === "item" ? { outcome: plaidOutcome ?? "pending", requestId: plaidRequestId } : null,
    completedAt: completedAt?.toISOString() ?? null,
  };
  return { ...receipt, signature: { algorithm: "Ed25519", ...receiptSignatures.sign(canonicalJson(receipt)) } };
}
