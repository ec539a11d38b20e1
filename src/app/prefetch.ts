import "server-only";
import { type DehydratedState, dehydrate } from "@tanstack/react-query";
import { createServerSideHelpers } from "@trpc/react-query/server";
import { headers } from "next/headers";
import { type AppRouter, appRouter } from "@/server/routers/app-router";
import { createTrpcContext } from "@/server/routers/context";

type Helpers = ReturnType<typeof createServerSideHelpers<AppRouter>>;

/**
 * Runs a page's first queries on the server, so that it arrives with its figures. A query that fails is left out and asked
 * again by the browser, which shows why; without a session nothing is asked at all.
 */
export async function prefetch(ask: (helpers: Helpers) => Promise<unknown>[]): Promise<DehydratedState | undefined> {
  const ctx = await createTrpcContext(await headers());
  if (!ctx.session) return undefined;
  const helpers = createServerSideHelpers({ router: appRouter, ctx });
  await Promise.allSettled(ask(helpers));
  return dehydrate(helpers.queryClient);
}
