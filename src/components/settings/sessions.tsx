"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { Instant, RelativeInstant } from "@/components/date";
import { FailureNotice } from "@/components/states/failure-notice";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { notify } from "@/components/ui/toast";
import type { SessionView } from "@/contracts/account";
import { SettingsSection } from "./settings-section";

export function Sessions() {
  const utils = trpc.useUtils();
  const sessions = trpc.account.sessions.useQuery(undefined, { meta: { showsOwnError: true } });
  const endOthers = trpc.account.endOtherSessions.useMutation({
    onSuccess: ({ count }) => {
      notify({ tone: "success", title: count === 1 ? "One session has ended" : `${count} sessions have ended` });
      return utils.account.sessions.invalidate();
    },
  });
  const hasOthers = sessions.data?.some(({ isCurrent }) => !isCurrent) ?? false;
  return (
    <SettingsSection
      title="Sessions"
      description="Where you are signed in. A session ends after 30 days, or after a week without use."
      aside={
        hasOthers && (
          <Button size="sm" isBusy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all others
          </Button>
        )
      }
    >
      {sessions.error && (
        <FailureNotice failure={readFailure(sessions.error)} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.isPending && <Skeleton className="h-12 w-full" />}
      {sessions.data && (
        <ul aria-label="Sessions" className="divide-y divide-line border-t border-line">
          {sessions.data.map((session) => (
            <SessionRow key={session.sessionId} session={session} />
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}

function SessionRow({ session }: { session: SessionView }) {
  const { sessionId, device, ipAddress, signedInAt, usedAt, isCurrent } = session;
  const utils = trpc.useUtils();
  const end = trpc.account.endSession.useMutation({ onSettled: () => utils.account.sessions.invalidate() });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {device}
          {isCurrent && <Badge tone="accent">This one</Badge>}
        </p>
        <p className="text-xs text-muted">
          {ipAddress && <>From {ipAddress} · </>}signed in <Instant iso={signedInAt} />
          {!isCurrent && (
            <>
              {" "}
              · used <RelativeInstant iso={usedAt} />
            </>
          )}
        </p>
      </div>
      {!isCurrent && (
        <Button
          variant="danger-ghost"
          size="sm"
          aria-label={`End the session ${device}`}
          isBusy={end.isPending}
          onClick={() => end.mutate({ sessionId })}
        >
          End
        </Button>
      )}
    </li>
  );
}
