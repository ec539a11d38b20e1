import type { ConnectionCard } from "@/contracts/items";
import type { ServiceContext } from "@/server/services/context";
export async function listConnections(_ctx: ServiceContext, _input: { userId: string }): Promise<ConnectionCard[]> { throw new Error("stub"); }
