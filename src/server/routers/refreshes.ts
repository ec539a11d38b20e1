import * as z from "zod";
import { externalId } from "@/contracts/fields";
import { refreshContract } from "@/contracts/refresh";
import { refreshAllContract } from "@/contracts/refresh-all";
import { REFRESH_TRIGGERS } from "@/domain/refresh-trigger";
import { RUN_RESULTS } from "@/domain/run-result";
import { whileSignedIn } from "@/server/auth/while-signed-in";
import { runOperation } from "@/server/services/operation";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { retryRefresh } from "@/server/services/refresh/retry-refresh";
import { startRefresh } from "@/server/services/refresh/start-refresh";
import { followRefreshRun } from "@/server/services/refresh-runs/follow-refresh-run";
import { getRefreshRunDetail } from "@/server/services/refresh-runs/get-refresh-run-detail";
import { listRefreshRuns } from "@/server/services/refresh-runs/list-refresh-runs";
import { listRunChanges } from "@/server/services/refresh-runs/list-run-changes";
import { router, userProcedure } from "./trpc";
import { wireInput } from "./wire-input";

const CURSOR_MAX_LENGTH = 2_048;

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

  retry: userProcedure
    .meta({ failure: "REFRESH_ALL_FAILED" })
    .input(z.object({ runId: externalId }))
    .mutation(({ ctx, input }) => retryRefresh(ctx.service, { userId: ctx.userId, runId: input.runId })),

  followRun: userProcedure
    .input(z.object({ runId: externalId }))
    .subscription(({ ctx, input, signal }) =>
      whileSignedIn(ctx.service, { signIn: ctx.signIn, signal }, (until) =>
        followRefreshRun(ctx.service, { userId: ctx.userId, runId: input.runId, signal: until }),
      ),
    ),

  listRuns: userProcedure
    // `cursor` is the name under which an infinite query hands back `nextCursor`.
    .input(
      z.object({
        before: externalId.nullish(),
        cursor: externalId.nullish(),
        trigger: z.enum(REFRESH_TRIGGERS).optional(),
        result: z.enum(RUN_RESULTS).optional(),
      }),
    )
    .query(({ ctx, input: { before, cursor, ...filter } }) =>
      listRefreshRuns(ctx.service, { ...filter, userId: ctx.userId, before: cursor ?? before ?? null }),
    ),

  listChanges: userProcedure
    .input(z.object({ runId: externalId, cursor: z.string().max(CURSOR_MAX_LENGTH).nullish() }))
    .query(({ ctx, input }) =>
      listRunChanges(ctx.service, { userId: ctx.userId, runId: input.runId, cursor: input.cursor ?? null }),
    ),

  getRun: userProcedure
    .input(z.object({ runId: externalId }))
    .query(({ ctx, input }) => getRefreshRunDetail(ctx.service, { userId: ctx.userId, runId: input.runId })),
});
