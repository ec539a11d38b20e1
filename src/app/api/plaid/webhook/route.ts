import { webhookEndpoint } from "@/server/http/webhook";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = webhookEndpoint();
