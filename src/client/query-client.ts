import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { leaveForSignIn } from "./door";
import { type Failure, readFailure } from "./failure";

const STALE_MS = 15_000;
const MAX_RETRIES = 1;

declare module "@tanstack/react-query" {
  interface Register {
    /** `showsOwnError`: the place that asked tells the failure itself. */
    queryMeta: { showsOwnError?: boolean };
    mutationMeta: { showsOwnError?: boolean };
  }
}

/**
 * The one place where failures become notices, and the end of a session the way to sign in: a failed mutation, or a query that fails while older data is on screen.
 * A query without data shows its failure where the data would be.
 */
export function createQueryClient(onFailure: (failure: Failure) => void): QueryClient {
  const tell = (error: unknown, isTold: boolean) => {
    const failure = readFailure(error);
    if (failure.code === "UNAUTHORIZED") leaveForSignIn();
    else if (isTold) onFailure(failure);
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        tell(error, query.state.data !== undefined && !query.meta?.showsOwnError);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        tell(error, !mutation.meta?.showsOwnError);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < MAX_RETRIES && readFailure(error).isTransient,
      },
      mutations: { retry: false },
    },
  });
}
