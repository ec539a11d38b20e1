import type { RefreshInput, RefreshResult } from "@/contracts/refresh";
import type { ServiceContext } from "@/server/services/context";
export async function refreshItem(_ctx: ServiceContext, _input: RefreshInput): Promise<RefreshResult> { throw new Error("stub"); }
