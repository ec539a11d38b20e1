import * as z from "zod";
import { externalId } from "@/contracts/fields";
import { refreshContract } from "@/contracts/refresh";
import { refreshAllContract } from "@/contracts/refresh-all";
import { runOperation } from "@/server/services/operation";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { startRefresh } from "@/server/services/refresh/start-refresh";
import { followRefreshRun } from "@/server/services/refresh-runs/follow-refresh-run";
import { getRefreshRunDetail } from "@/server/services/refresh-runs/get-refresh-run-detail";
import { listRefreshRuns } from "@/server/services/refresh-runs/list-refresh-runs";
import { router, userProcedure } from "./trpc";
import { wireInput } from "./wire-input";

type Dates = { startDate?: string; endDate?: string };

export const refreshesRouter = router({
  refreshItem: userProcedure.input(wireInput<{ itemId: string } & Dates>()).mutation(({ ctx, input }) =>
    runOperation(refreshContract, refreshItem, ctx.service, {
      user_id: ctx.userId,
      item_id: input.itemId,
      start_date: input.startDate,
      end_date: input.endDate,
    }),
  ),

  refreshAll: userProcedure.input(wireInput<Dates>()).mutation(({ ctx, input }) =>
    runOperation(refreshAllContract, refreshAllItems, ctx.service, {
      start_date: input.startDate,
      end_date: input.endDate,
    }),
  ),

  start: userProcedure
    .meta({ failure: "REFRESH_ALL_FAILED" })
    .input(z.object({ itemId: externalId.optional() }))
    .mutation(({ ctx, input }) => startRefresh(ctx.service, { userId: ctx.userId, itemId: input.itemId ?? null })),

  followRun: userProcedure
    .input(z.object({ runId: externalId }))
    .subscription(({ ctx, input, signal }) =>
      followRefreshRun(ctx.service, { userId: ctx.userId, runId: input.runId, signal }),
    ),

  listRuns: userProcedure
    // `cursor` is the name under which an infinite query hands back `nextCursor`.
    .input(z.object({ before: externalId.nullish(), cursor: externalId.nullish() }))
    .query(({ ctx, input }) =>
      listRefreshRuns(ctx.service, { userId: ctx.userId, before: input.cursor ?? input.before ?? null }),
    ),

  getRun: userProcedure
    .input(z.object({ runId: externalId }))
    .query(({ ctx, input }) => getRefreshRunDetail(ctx.service, { userId: ctx.userId, runId: input.runId })),
});
