import * as z from "zod";
import type { ErasedCounts, RemovalOutcome } from "@/domain/erasure";

/** What was deleted because a brokerage was disconnected or an account deleted. Instants are ISO texts. */
export type ErasureReceipt = {
  readonly receiptId: string;
  readonly kind: "item" | "account";
  readonly itemId: string | null;
  readonly institutionName: string | null;
  /** When the rows were deleted. */
  readonly requestedAt: string;
  readonly erased: ErasedCounts;
  /** `pending`: Plaid has not confirmed it yet, and is asked until it does. An account has none of its own. */
  readonly plaid: { readonly outcome: RemovalOutcome | "pending"; readonly requestId: string | null } | null;
  /** When nothing was left to do; null: not yet. */
  readonly completedAt: string | null;
};

/** A receipt as it is given: the signature is of the rest, as canonical JSON (keys sorted at every level, no spaces). */
export type SignedReceipt = ErasureReceipt & {
  readonly signature: {
    readonly algorithm: "Ed25519";
    /** Base64url, as the value. It is derived from APP_SECRET, so it changes with it. */
    readonly publicKey: string;
    readonly value: string;
  };
};

/** What a file must have to be checked as a receipt; what else it says is covered by the signature or spoils it. */
export const signedReceipt = z
  .object({
    receiptId: z.string(),
    signature: z.object({ algorithm: z.literal("Ed25519"), publicKey: z.string(), value: z.string() }),
  })
  .catchall(z.json());
