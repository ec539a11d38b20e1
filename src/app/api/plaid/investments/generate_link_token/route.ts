import { generateLinkTokenContract } from "@/contracts/generate-link-token";
import { endpoint } from "@/server/http/endpoint";
import { generateLinkToken } from "@/server/services/link/generate-link-token";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = endpoint(generateLinkTokenContract, generateLinkToken);
