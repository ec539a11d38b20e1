import type { GenerateLinkTokenInput, GenerateLinkTokenResult } from "@/contracts/generate-link-token";
import type { ServiceContext } from "@/server/services/context";
export async function generateLinkToken(_ctx: ServiceContext, _input: GenerateLinkTokenInput): Promise<GenerateLinkTokenResult> { throw new Error("stub"); }
