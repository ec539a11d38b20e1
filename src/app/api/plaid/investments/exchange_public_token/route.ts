import { exchangePublicTokenContract } from "@/contracts/exchange-public-token";
import { endpoint } from "@/server/http/endpoint";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = endpoint(
  exchangePublicTokenContract,
  exchangePublicToken,
);
