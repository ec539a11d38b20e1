import { AppError } from "@/domain/errors";
import { createContext } from "@/server/services/runtime";
import { receiveWebhook } from "@/server/services/webhooks/receive-webhook";
import { readBody } from "./body";
import { type RouteHandlers, withBoundary } from "./boundary";
import { jsonResponse } from "./respond";

/** The largest body of a webhook. */
export const WEBHOOK_LIMIT_BYTES = 262_144;

const SIGNATURE_HEADER = "plaid-verification";

/** Plaid's webhooks: whoever signed the body is the caller, so without a good signature it is not even read. */
export function webhookEndpoint(): RouteHandlers {
  return withBoundary(
    {
      route: "/api/plaid/webhook",
      methods: ["POST"],
      failure: "INTERNAL",
      identify: async ({ request }) => request.headers.get(SIGNATURE_HEADER),
    },
    async ({ request, requestId, caller: token }) => {
      if (token === null) throw new AppError("UNAUTHORIZED");
      const ctx = await createContext({ actor: { kind: "job", trigger: "webhook" }, requestId });
      await receiveWebhook(ctx, { token, readBody: () => readBody(request, WEBHOOK_LIMIT_BYTES) });
      return jsonResponse(200, { status: "success" });
    },
  );
}
