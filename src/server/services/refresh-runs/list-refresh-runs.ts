import type { RefreshRunList } from "@/contracts/refresh-history";
import type { ServiceContext } from "@/server/services/context";
export async function listRefreshRuns(_ctx: ServiceContext, _input: { userId: string; before: string | null }): Promise<RefreshRunList> { throw new Error("stub"); }
