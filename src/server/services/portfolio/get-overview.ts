import type { PortfolioOverview } from "@/contracts/portfolio";
import type { ServiceContext } from "@/server/services/context";
export async function getOverview(_ctx: ServiceContext, _input: { userId: string }): Promise<PortfolioOverview> { throw new Error("stub"); }
