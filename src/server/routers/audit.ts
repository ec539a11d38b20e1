import * as z from "zod";
import { externalId } from "@/contracts/fields";
import { listAuditEvents } from "@/server/services/audit/list-audit-events";
import { recordExport } from "@/server/services/audit/record-export";
import { router, userProcedure } from "./trpc";

export const auditRouter = router({
  list: userProcedure
    // `cursor` is the name under which an infinite query hands back `nextCursor`.
    .input(z.object({ cursor: externalId.nullish() }))
    .query(({ ctx, input }) => listAuditEvents(ctx.service, { userId: ctx.userId, before: input.cursor ?? null })),

  recordExport: userProcedure
    .input(z.object({ name: z.string().max(1_000) }))
    .mutation(({ ctx, input }) => recordExport(ctx.service, { userId: ctx.userId, name: input.name })),
});
