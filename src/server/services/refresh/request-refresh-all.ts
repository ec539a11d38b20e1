import type { RefreshAllInput, RefreshAllResult } from "@/contracts/refresh-all";
import type { ServiceContext } from "@/server/services/context";
export async function requestRefreshAll(_ctx: ServiceContext, _input: RefreshAllInput): Promise<RefreshAllResult> { throw new Error("stub"); }
