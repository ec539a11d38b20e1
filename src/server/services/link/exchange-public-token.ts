import type { ExchangePublicTokenInput, ExchangePublicTokenResult } from "@/contracts/exchange-public-token";
import type { ServiceContext } from "@/server/services/context";
export async function exchangePublicToken(_ctx: ServiceContext, _input: ExchangePublicTokenInput): Promise<ExchangePublicTokenResult> { throw new Error("stub"); }
