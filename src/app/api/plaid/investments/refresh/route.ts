import { refreshContract } from "@/contracts/refresh";
import { endpoint } from "@/server/http/endpoint";
import { refreshItem } from "@/server/services/refresh/refresh-item";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = endpoint(refreshContract, refreshItem);
