import { PlaidFailure } from "@/sandbox/errors";
import { text } from "@/sandbox/fields";
import { defineRoute } from "@/sandbox/route";
import { publicKeyJson } from "@/sandbox/webhooks/signing-keys";

/** The public half of a key that signs or signed webhooks. Errors: INVALID_WEBHOOK_VERIFICATION_KEY_ID. */
export const webhookVerificationKeyGet = defineRoute(
  "/webhook_verification_key/get",
  { key_id: text },
  ({ store }, body) => {
    const key = store.state.signingKeys.find(({ kid }) => kid === body.key_id);
    if (key === undefined)
      throw new PlaidFailure("INVALID_WEBHOOK_VERIFICATION_KEY_ID", "this sandbox has no key with this id");
    return { key: publicKeyJson(key) };
  },
);
