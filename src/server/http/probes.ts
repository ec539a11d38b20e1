import { stoppingSignal } from "@/server/platform/stopping";
import { checkReadiness } from "@/server/services/platform/check-readiness";
import { createContext } from "@/server/services/runtime";
import { METHODS, type RouteHandlers, withBoundary } from "./boundary";
import { jsonResponse, refusal } from "./respond";

const anyone = async () => null;
const open = { failure: "INTERNAL", identify: anyone } as const;

/** Whether the process answers, whatever becomes of the database. */
export function healthProbe(): RouteHandlers {
  return withBoundary({ ...open, route: "/api/health", methods: ["GET", "HEAD"], isProbe: true }, async () =>
    jsonResponse(200, { status: "ok" }),
  );
}

/** Whether requests can be served: the database answers, its tables are there and the process is not stopping; else 503. */
export function readinessProbe(): RouteHandlers {
  return withBoundary(
    { ...open, route: "/api/ready", methods: ["GET", "HEAD"], isProbe: true },
    async ({ requestId }) => {
      const ctx = await createContext({ actor: { kind: "job", trigger: "schedule" }, requestId });
      const isReady = !stoppingSignal().aborted && (await checkReadiness(ctx));
      return isReady ? jsonResponse(200, { status: "ok" }) : refusal(503, "Service Unavailable");
    },
  );
}

/** Every address below /api that no route has, in the form of all errors. */
export function unknownPath(): RouteHandlers {
  return withBoundary({ ...open, route: "/api/*", methods: METHODS }, async () => refusal(404, "Not Found"));
}
