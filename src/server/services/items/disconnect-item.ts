
import type { ServiceContext } from "@/server/services/context";
export async function disconnectItem(_ctx: ServiceContext, _input: { userId: string; itemId: string }): Promise<{ itemId: string }> { throw new Error("stub"); }
