import type { RefreshRunDetail } from "@/contracts/refresh-history";
import type { ServiceContext } from "@/server/services/context";
export async function getRefreshRunDetail(_ctx: ServiceContext, _input: { userId: string; runId: string }): Promise<RefreshRunDetail> { throw new Error("stub"); }
