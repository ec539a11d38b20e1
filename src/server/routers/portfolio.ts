import { activityInput } from "@/contracts/activity";
import { holdingsInput } from "@/contracts/holdings";
import { historyInput, overviewInput } from "@/contracts/overview";
import { securityHistoryInput, securityInput, storedSecurityInput } from "@/contracts/security";
import { getOverview } from "@/server/services/portfolio/get-overview";
import { getValueHistory } from "@/server/services/portfolio/get-value-history";
import { listActivity } from "@/server/services/portfolio/list-activity";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { getSecurity } from "@/server/services/securities/get-security";
import { getSecurityHistory } from "@/server/services/securities/get-security-history";
import { getStoredSecurity } from "@/server/services/securities/get-stored-security";
import { router, userProcedure } from "./trpc";

export const portfolioRouter = router({
  overview: userProcedure
    .input(overviewInput)
    .query(({ ctx, input }) => getOverview(ctx.service, { ...input, userId: ctx.userId })),
  history: userProcedure
    .input(historyInput)
    .query(({ ctx, input }) => getValueHistory(ctx.service, { ...input, userId: ctx.userId })),
  holdings: userProcedure
    .input(holdingsInput)
    .query(({ ctx, input }) => listHoldings(ctx.service, { ...input, userId: ctx.userId })),
  activity: userProcedure
    .input(activityInput)
    .query(({ ctx, input }) => listActivity(ctx.service, { ...input, userId: ctx.userId })),
  security: userProcedure
    .input(securityInput)
    .query(({ ctx, input }) => getSecurity(ctx.service, { ...input, userId: ctx.userId })),
  securityHistory: userProcedure
    .input(securityHistoryInput)
    .query(({ ctx, input }) => getSecurityHistory(ctx.service, { ...input, userId: ctx.userId })),
  storedSecurity: userProcedure
    .input(storedSecurityInput)
    .query(({ ctx, input }) => getStoredSecurity(ctx.service, { ...input, userId: ctx.userId })),
});
