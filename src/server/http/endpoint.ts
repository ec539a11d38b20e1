import type { Contract } from "@/contracts/define-contract";
import { identifyRestCaller } from "@/server/auth/identify";
import { getEnv } from "@/server/platform/env";
import { runOperation, type Service } from "@/server/services/operation";
import { createContext } from "@/server/services/runtime";
import { readJsonBody } from "./body";
import { type RouteHandlers, withBoundary } from "./boundary";
import { addressBlock, clientAddressOf } from "./client-address";
import { readPathFields } from "./path-fields";
import { prefersAsync } from "./prefer";
import { jsonResponse } from "./respond";

type EndpointOptions<Input, Result> = {
  /** Runs in place of the service for callers that say `Prefer: respond-async`. */
  readonly respondAsync?: Service<Input, Result>;
};

/** A contract's operation as the handlers of its route. A GET is read from the path, a POST from its body. */
export function endpoint<Input, Result>(
  contract: Contract<Input, Result>,
  service: Service<Input, Result>,
  { respondAsync }: EndpointOptions<Input, Result> = {},
): RouteHandlers {
  const { method, path: route, failure, scope } = contract;
  return withBoundary(
    {
      ...{ route, methods: [method], failure },
      identify: ({ request: { headers }, requestId, answerHeaders, logFields }) => {
        const clientAddress = addressBlock(clientAddressOf(headers, getEnv().trustProxyHops));
        return identifyRestCaller({ headers, requestId, scope, route, clientAddress, answerHeaders, logFields });
      },
    },
    async ({ request, requestId, caller }) => {
      const wire = method === "GET" ? readPathFields(contract.path, request.url) : await readJsonBody(request);
      const deferred = prefersAsync(request.headers.get("prefer")) ? respondAsync : undefined;
      const ctx = await createContext({ actor: caller, requestId });
      const reply = contract.write(await runOperation(contract, deferred ?? service, ctx, wire));
      const applied: Record<string, string> = deferred ? { "preference-applied": "respond-async" } : {};
      return jsonResponse(reply.status, reply.body, { ...reply.headers, ...applied });
    },
  );
}
