import { authEndpoint } from "@/server/http/auth-endpoint";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = authEndpoint();
