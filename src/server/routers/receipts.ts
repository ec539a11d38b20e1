import * as z from "zod";
import { externalId } from "@/contracts/fields";
import { getReceipt } from "@/server/services/receipts/get-receipt";
import { listReceipts } from "@/server/services/receipts/list-receipts";
import { router, userProcedure } from "./trpc";

export const receiptsRouter = router({
  list: userProcedure.query(({ ctx }) => listReceipts(ctx.service, { userId: ctx.userId })),

  get: userProcedure
    .input(z.object({ receiptId: externalId }))
    .query(({ ctx, input }) => getReceipt(ctx.service, { userId: ctx.userId, receiptId: input.receiptId })),
});
