import type { HoldingsList } from "@/contracts/portfolio";
import type { ServiceContext } from "@/server/services/context";
export async function listHoldings(_ctx: ServiceContext, _input: { userId: string }): Promise<HoldingsList> { throw new Error("stub"); }
