"use client";

import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { Instant } from "@/components/date";
import { FailureNotice } from "@/components/states/failure-notice";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "@/components/ui/table";
import type { AuditEventRow } from "@/contracts/audit";
import { AUDIT_ACTION_TEXTS, AUDIT_ACTOR_TEXTS, aboutText } from "./audit-texts";
import { SettingsSection } from "./settings-section";

/** What was done at the user's door. Nobody can change or delete a line of it. */
export function AuditSection() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = trpc.audit.list.useInfiniteQuery(
    {},
    { getNextPageParam: (page) => page.nextCursor },
  );
  const events = data?.pages.flatMap((page) => page.events);
  return (
    <SettingsSection
      title="Security log"
      description="Sign-ins, keys, and what was linked, refreshed and disconnected. Lines can be added, never changed."
    >
      {!events &&
        (error ? (
          <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-40" />
        ))}
      {events?.length === 0 && <p className="text-sm text-muted">Nothing yet.</p>}
      {events && events.length > 0 && <AuditTable events={events} />}
      {hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </SettingsSection>
  );
}

function AuditTable({ events }: { events: readonly AuditEventRow[] }) {
  return (
    <Table caption="Security log, newest first">
      <thead>
        <tr>
          <TableHead>When</TableHead>
          <TableHead>What</TableHead>
          <TableHead className="hidden sm:table-cell">About</TableHead>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <AuditLine key={event.id} event={event} />
        ))}
      </tbody>
    </Table>
  );
}

/** On a phone there is no room for a third column: what it was about stands below what was done. */
function AuditLine({ event }: { event: AuditEventRow }) {
  const about = aboutText(event);
  return (
    <TableRow>
      <TableCell className="align-top whitespace-nowrap text-muted">
        <Instant iso={event.at} />
      </TableCell>
      <TableCell className="align-top">
        <span className="font-medium">{AUDIT_ACTION_TEXTS[event.action]}</span>{" "}
        <span className="text-muted">{AUDIT_ACTOR_TEXTS[event.actor]}</span>
        {about && <p className="mt-0.5 wrap-anywhere text-muted sm:hidden">{about}</p>}
      </TableCell>
      <TableCell className="hidden max-w-64 align-top wrap-anywhere text-muted sm:table-cell">{about}</TableCell>
    </TableRow>
  );
}
