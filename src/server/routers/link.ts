import * as z from "zod";
import { exchangePublicTokenContract } from "@/contracts/exchange-public-token";
import { externalId } from "@/contracts/fields";
import { generateLinkTokenContract } from "@/contracts/generate-link-token";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { generateLinkToken } from "@/server/services/link/generate-link-token";
import { generateUpdateLinkToken } from "@/server/services/link/generate-update-link-token";
import { runOperation } from "@/server/services/operation";
import { router, userProcedure } from "./trpc";
import { wireInput } from "./wire-input";

export const linkRouter = router({
  generateLinkToken: userProcedure
    .input(wireInput<Record<string, never>>())
    .mutation(({ ctx }) =>
      runOperation(generateLinkTokenContract, generateLinkToken, ctx.service, { user_id: ctx.userId }),
    ),

  generateUpdateLinkToken: userProcedure
    .meta({ failure: "LINK_TOKEN_FAILED" })
    .input(z.object({ itemId: externalId }))
    .mutation(({ ctx, input }) => generateUpdateLinkToken(ctx.service, { userId: ctx.userId, itemId: input.itemId })),

  exchangePublicToken: userProcedure.input(wireInput<{ publicToken: string }>()).mutation(({ ctx, input }) =>
    runOperation(exchangePublicTokenContract, exchangePublicToken, ctx.service, {
      user_id: ctx.userId,
      public_token: input.publicToken,
    }),
  ),
});
