import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
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
 * The one place where failures become notices: a failed mutation, or a query that fails while older data is on screen.
 * A query without data shows its failure where the data would be.
 */
export function createQueryClient(onFailure: (failure: Failure) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.state.data !== undefined && !query.meta?.showsOwnError) onFailure(readFailure(error));
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.showsOwnError) onFailure(readFailure(error));
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
