import { Download } from "lucide-react";
import { downloadJson } from "@/client/download-json";
import { Instant } from "@/components/date";
import { Button } from "@/components/ui/button";
import type { ErasureReceipt, SignedReceipt } from "@/contracts/receipts";
import { erasedTexts, receiptFileName, receiptTitle, removalText } from "./receipt-texts";

/** What was deleted, when, and what became of it at Plaid. */
export function ReceiptView({ receipt }: { receipt: ErasureReceipt }) {
  const erased = erasedTexts(receipt);
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-muted">
        Deleted <Instant iso={receipt.requestedAt} />:
      </p>
      <ul className="grid list-disc gap-1 pl-5">
        {erased.length === 0 && <li>Nothing was stored of it yet</li>}
        {erased.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p role="status">{removalText(receipt)}</p>
      {receipt.plaid?.requestId && (
        <p className="text-xs break-all text-muted">Plaid request {receipt.plaid.requestId}</p>
      )}
    </div>
  );
}

export function DownloadReceiptButton({ receipt, isSmall = false }: { receipt: SignedReceipt; isSmall?: boolean }) {
  return (
    <Button
      size={isSmall ? "sm" : "md"}
      aria-label={`Download receipt: ${receiptTitle(receipt)}`}
      onClick={() => downloadJson(receiptFileName(receipt), receipt)}
    >
      <Download aria-hidden />
      Download receipt
    </Button>
  );
}
