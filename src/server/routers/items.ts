import * as z from "zod";
import { externalId } from "@/contracts/fields";
import { listAttention } from "@/server/services/attention/list-attention";
import { countStored } from "@/server/services/items/count-stored";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { listConnections } from "@/server/services/items/list-connections";
import { router, userProcedure } from "./trpc";

export const itemsRouter = router({
  list: userProcedure.query(({ ctx }) => listConnections(ctx.service, { userId: ctx.userId })),

  attention: userProcedure.query(({ ctx }) => listAttention(ctx.service, { userId: ctx.userId })),

  stored: userProcedure
    .input(z.object({ itemId: externalId }))
    .query(({ ctx, input }) => countStored(ctx.service, { userId: ctx.userId, itemId: input.itemId })),

  disconnect: userProcedure
    .meta({ failure: "DISCONNECT_FAILED" })
    .input(z.object({ itemId: externalId }))
    .mutation(({ ctx, input }) => disconnectItem(ctx.service, { userId: ctx.userId, itemId: input.itemId })),
});
