import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { AppError } from "@/domain/errors";
import { readBody } from "@/server/http/body";
import { type RouteHandlers, withBoundary } from "@/server/http/boundary";
import { parseJson, requireShallow } from "@/server/http/json";
import { refusal } from "@/server/http/respond";
import { appRouter } from "./app-router";
import { createTrpcContext, type TrpcContext } from "./context";

const TRPC_PATH = "/api/trpc";
const MAX_BATCH = 10;

/**
 * The route of all procedures, as its handlers. tRPC would run a mutation that a form sent (multipart passes without a
 * CORS preflight), so a body is JSON or is refused; nobody's body is read before it is known who sends it.
 */
export function trpcEndpoint(): RouteHandlers {
  return withBoundary(
    {
      route: TRPC_PATH,
      methods: ["GET", "POST"],
      failure: "INTERNAL",
      identify: ({ request, requestId }) => createTrpcContext(request.headers, requestId),
    },
    async ({ request, caller }) => {
      if (!caller.session) return answer(request, caller);
      if (request.method === "GET") {
        for (const text of new URL(request.url).searchParams.values()) requireShallow(Buffer.from(text));
        return answer(request, caller);
      }
      if (!isPlainJson(request.headers.get("content-type"))) return refusal(415, "Unsupported Media Type");
      const body = await readBody(request);
      if (body.byteLength > 0 && parseJson(body) === undefined) return refusal(400, "Bad Request");
      // A mutation without input comes without a body, which tRPC's own reader takes for broken JSON.
      const text = body.byteLength > 0 ? Buffer.from(body) : "{}";
      const headers = new Headers(request.headers);
      headers.set("content-type", "application/json"); // tRPC knows no other way to write it
      return answer(new Request(request.url, { method: "POST", headers, body: text }), caller);
    },
  );
}

async function answer(req: Request, context: TrpcContext): Promise<Response> {
  const refused: TRPCError[] = [];
  const response = await fetchRequestHandler({
    endpoint: TRPC_PATH,
    req,
    router: appRouter,
    createContext: () => context,
    maxBatchSize: MAX_BATCH,
    onError: ({ error }) => void refused.push(error),
    // tRPC would open a stream with 200 to tell in it that there is none.
    responseMeta: ({ type }) =>
      type === "subscription" && refused[0] ? { status: getHTTPStatusCodeFromError(refused[0]) } : {},
  });
  // A batch may go on when the last of its calls may.
  const waits = refused.map(({ cause }) => (cause instanceof AppError ? cause.retryAfterSeconds : null) ?? 0);
  if (waits.some((seconds) => seconds > 0)) response.headers.set("retry-after", String(Math.max(...waits)));
  // What is compressed is held back until there is enough of it.
  const isStream = response.headers.get("content-type") === "text/event-stream";
  response.headers.set("cache-control", isStream ? "no-store, no-transform" : "no-store");
  // What tRPC refuses before it has looked for the procedure has no type, and is JSON all the same.
  if (!isStream && !response.headers.get("content-type")?.startsWith("application/json"))
    response.headers.set("content-type", "application/json");
  return response;
}

/** tRPC takes `application/jsonp` and the like for JSON too. */
function isPlainJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
