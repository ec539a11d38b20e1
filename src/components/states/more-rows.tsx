"use client";

import { readFailure } from "@/client/failure";
import { Button } from "@/components/ui/button";
import { FailureNotice } from "./failure-notice";
import { useNearEnd } from "./use-near-end";

/** What the end of a list needs to know of its query, which is tRPC's and has a type of its own. */
export type EndlessQuery = {
  error: unknown;
  hasNextPage: boolean;
  /** Also for what is there already. */
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  isPlaceholderData: boolean;
};

/** The next page comes by itself as its place comes near; the button is for those who do not scroll. */
export function MoreRows({ query, onLoad }: { query: EndlessQuery; onLoad: () => void }) {
  const { hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, isPlaceholderData } = query;
  // Not while the rows that are there are read anew: that calls off a next page, which must then be asked for again.
  const ref = useNearEnd(hasNextPage && !isFetching && !isFetchNextPageError && !isPlaceholderData, onLoad);
  if (!hasNextPage) return null;
  return (
    <div ref={ref} className="flex justify-center pt-5">
      {isFetchNextPageError && !isFetchingNextPage ? (
        <FailureNotice failure={readFailure(query.error)} onRetry={onLoad} className="flex-1" />
      ) : (
        <Button isBusy={isFetchingNextPage} onClick={onLoad}>
          Load more
        </Button>
      )}
    </div>
  );
}
