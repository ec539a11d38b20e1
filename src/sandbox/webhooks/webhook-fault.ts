import * as z from "zod";
import { whenSchema } from "@/sandbox/faults/schedule";

const effectSchema = z.discriminatedUnion("kind", [
  /** So many more times (default 1), each signed anew. */
  z.object({ kind: z.literal("duplicate"), copies: z.int().min(1).max(100).optional() }),
  /** This much later, by real time. */
  z.object({ kind: z.literal("delayed"), delayMs: z.int().min(0) }),
  z.object({
    kind: z.enum([
      /** Once more with the very same token. */
      "replayed",
      /** Only after a later webhook was sent. */
      "out_of_order",
      /** Never sent. */
      "lost",
      /** About an Item that nobody has. */
      "unknown_item",
      /** Of the environment `production`. */
      "wrong_environment",
      /** Without its token. */
      "missing_header",
      /** The token is that of another body. */
      "wrong_hash",
      /** The token is ten minutes old. */
      "expired_iat",
      /** The token is from ten minutes ahead. */
      "future_iat",
      /** The token names a key that does not exist. */
      "unknown_kid",
      /** Good, but signed with a key that is new from now on. */
      "rotated_key",
      /** Signed with a key that expired an hour ago. */
      "expired_key",
      /** The token's algorithm is HS256, with the public key as the secret. */
      "alg_hs256",
    ]),
  }),
]);

export const webhookFaultSchema = z.intersection(
  /** Only webhooks with this code. */
  z.object({ ...whenSchema, code: z.string().optional() }),
  effectSchema,
);
export type WebhookFault = z.infer<typeof webhookFaultSchema>;
export type WebhookFaultKind = WebhookFault["kind"];
