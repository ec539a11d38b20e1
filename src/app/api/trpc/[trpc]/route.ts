import { trpcEndpoint } from "@/server/routers/handler";

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = trpcEndpoint();
