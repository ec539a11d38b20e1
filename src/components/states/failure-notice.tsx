"use client";

import type { Failure } from "@/client/failure";
import { Button } from "@/components/ui/button";
import { NoticeBox } from "@/components/ui/notice-box";

/** A failed call where its answer would have stood: what it means, the id to quote, and another try. */
export function FailureNotice({
  failure,
  onRetry,
  onDismiss,
  className,
}: {
  failure: Failure;
  onRetry?: () => void;
  onDismiss?: () => void;
  className?: string;
}) {
  const actions = (
    <>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Retry
        </Button>
      )}
      {onDismiss && (
        <Button size="sm" variant="ghost" onClick={onDismiss}>
          Dismiss
        </Button>
      )}
    </>
  );
  return (
    <NoticeBox tone="bad" role="alert" action={actions} className={className}>
      <p className="font-medium">{failure.text}</p>
      {failure.requestId && <p className="mt-0.5 text-xs text-muted">Request {failure.requestId}</p>}
    </NoticeBox>
  );
}
