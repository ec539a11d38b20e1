import { signedReceipt } from "@/contracts/receipts";
import { canonicalJson } from "@/domain/canonical-json";
import type { Verdict } from "@/server/platform/signature-ring";
import type { ServiceContext } from "@/server/services/context";

/** Whether a text is a receipt that this install gave, to the last character of what it says; `none`: it is no receipt. */
export function verifyReceipt(
  { receiptSignatures }: Pick<ServiceContext, "receiptSignatures">,
  text: string,
): Verdict | "none" {
  const read = signedReceipt.safeParse(parsed(text));
  if (!read.success) return "none";
  const { signature, ...receipt } = read.data;
  return receiptSignatures.check(canonicalJson(receipt), signature);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
