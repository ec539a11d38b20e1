import type { RefreshRunInput, RefreshRunResult } from "@/contracts/refresh-run";
import type { ServiceContext } from "@/server/services/context";
export async function getRefreshRun(_ctx: ServiceContext, _input: RefreshRunInput): Promise<RefreshRunResult> { throw new Error("stub"); }
