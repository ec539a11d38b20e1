import { holdingsInput } from "@/contracts/portfolio";
import { getOverview } from "@/server/services/portfolio/get-overview";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { router, userProcedure } from "./trpc";

export const portfolioRouter = router({
  overview: userProcedure.query(({ ctx }) => getOverview(ctx.service, { userId: ctx.userId })),
  holdings: userProcedure
    .input(holdingsInput)
    .query(({ ctx, input }) => listHoldings(ctx.service, { userId: ctx.userId, asOf: input?.asOf })),
});
