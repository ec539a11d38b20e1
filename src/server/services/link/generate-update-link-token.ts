import type { GenerateLinkTokenResult } from "@/contracts/generate-link-token";
import type { ServiceContext } from "@/server/services/context";
export async function generateUpdateLinkToken(_ctx: ServiceContext, _input: { userId: string; itemId: string }): Promise<GenerateLinkTokenResult> { throw new Error("stub"); }
