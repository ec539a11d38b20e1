import { refreshRunContract } from "@/contracts/refresh-run";
import { endpoint } from "@/server/http/endpoint";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = endpoint(refreshRunContract, getRefreshRun);
