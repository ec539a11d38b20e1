import { refreshAllContract } from "@/contracts/refresh-all";
import { endpoint } from "@/server/http/endpoint";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { requestRefreshAll } from "@/server/services/refresh/request-refresh-all";

const handlers = endpoint(refreshAllContract, refreshAllItems, { respondAsync: requestRefreshAll });
export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = handlers;
