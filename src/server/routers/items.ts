import * as z from "zod";
import { externalId } from "@/contracts/fields";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { listConnections } from "@/server/services/items/list-connections";
import { router, userProcedure } from "./trpc";

export const itemsRouter = router({
  list: userProcedure.query(({ ctx }) => listConnections(ctx.service, { userId: ctx.userId })),

  disconnect: userProcedure
    .meta({ failure: "DISCONNECT_FAILED" })
    .input(z.object({ itemId: externalId }))
    .mutation(({ ctx, input }) => disconnectItem(ctx.service, { userId: ctx.userId, itemId: input.itemId })),
});
