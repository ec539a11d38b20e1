import * as z from "zod";
import { exchangePublicTokenContract } from "@/contracts/exchange-public-token";
import { externalId, givenText } from "@/contracts/fields";
import { generateLinkTokenContract } from "@/contracts/generate-link-token";
import { completeUpdate } from "@/server/services/link/complete-update";
import { findDuplicate } from "@/server/services/link/find-duplicate";
import { findResumableLink } from "@/server/services/link/find-resumable-link";
import { generateLinkToken } from "@/server/services/link/generate-link-token";
import { generateUpdateLinkToken } from "@/server/services/link/generate-update-link-token";
import { linkBrokerage } from "@/server/services/link/link-brokerage";
import { runOperation } from "@/server/services/operation";
import { router, userProcedure } from "./trpc";
import { wireInput } from "./wire-input";

const MOST_ACCOUNTS = 200;
const shownText = givenText(500);
const loginSeen = z.object({
  institutionId: externalId.nullable(),
  accounts: z.array(z.object({ name: shownText, mask: shownText.nullable() })).max(MOST_ACCOUNTS),
});

export const linkRouter = router({
  generateLinkToken: userProcedure
    .input(wireInput<Record<string, never>>())
    .mutation(({ ctx }) =>
      runOperation(generateLinkTokenContract, generateLinkToken, ctx.service, { user_id: ctx.userId }),
    ),

  generateUpdateLinkToken: userProcedure
    .meta({ failure: "LINK_TOKEN_FAILED" })
    .input(z.object({ itemId: externalId, purpose: z.enum(["reconnect", "add_accounts"]).default("reconnect") }))
    .mutation(({ ctx, input }) => generateUpdateLinkToken(ctx.service, { ...input, userId: ctx.userId })),

  /** What a login that Link has just shown looks like among the user's own. No query: account names have no place in a URL. */
  findDuplicate: userProcedure
    .input(loginSeen)
    .mutation(({ ctx, input }) => findDuplicate(ctx.service, { ...input, userId: ctx.userId })),

  exchangePublicToken: userProcedure
    .input(wireInput<{ publicToken: string; removesDuplicate?: boolean }>())
    .mutation(({ ctx, input }) => {
      const removesDuplicate = input.removesDuplicate === true;
      return runOperation(
        exchangePublicTokenContract,
        (service, exchange) => linkBrokerage(service, { ...exchange, removesDuplicate }),
        ctx.service,
        { user_id: ctx.userId, public_token: input.publicToken },
      );
    }),

  completeUpdate: userProcedure
    .input(z.object({ linkToken: externalId }))
    .mutation(({ ctx, input }) => completeUpdate(ctx.service, { ...input, userId: ctx.userId })),

  /** No query either: a Link token has no place in a cache. */
  resume: userProcedure
    .input(z.object({ linkToken: externalId.nullable() }))
    .mutation(({ ctx, input }) => findResumableLink(ctx.service, { ...input, userId: ctx.userId })),
});
