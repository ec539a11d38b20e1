import { healthProbe } from "@/server/http/probes";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = healthProbe();
