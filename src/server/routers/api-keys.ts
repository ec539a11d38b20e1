import * as z from "zod";
import { newApiKey } from "@/contracts/api-keys";
import { externalId } from "@/contracts/fields";
import { createApiKey } from "@/server/services/api-keys/create-api-key";
import { listApiKeys } from "@/server/services/api-keys/list-api-keys";
import { revokeApiKey } from "@/server/services/api-keys/revoke-api-key";
import { router, userProcedure } from "./trpc";

export const apiKeysRouter = router({
  list: userProcedure.query(({ ctx }) => listApiKeys(ctx.service)),

  create: userProcedure
    .input(newApiKey)
    .mutation(({ ctx, input }) => createApiKey(ctx.service, { ...input, userId: ctx.userId, signIn: ctx.signIn })),

  revoke: userProcedure
    .input(z.object({ keyId: externalId }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx.service, { ...input, signIn: ctx.signIn })),
});
