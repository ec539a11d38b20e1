import { CircleAlert, CircleCheck, Hourglass, LoaderCircle, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { RefreshRunItemRow, RefreshRunRow } from "@/contracts/refresh-history";

type Status = RefreshRunItemRow["status"] | "partial";

const STATUSES = {
  queued: { label: "Waiting", tone: "neutral", Icon: Hourglass, isSpinning: false },
  running: { label: "Running", tone: "accent", Icon: LoaderCircle, isSpinning: true },
  success: { label: "Succeeded", tone: "good", Icon: CircleCheck, isSpinning: false },
  partial: { label: "Partly failed", tone: "warn", Icon: TriangleAlert, isSpinning: false },
  failed: { label: "Failed", tone: "bad", Icon: CircleAlert, isSpinning: false },
} as const satisfies Record<Status, unknown>;

export function StatusBadge({ status }: { status: Status }) {
  const { label, tone, Icon, isSpinning } = STATUSES[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={isSpinning ? "animate-spin" : undefined} />
      {label}
    </Badge>
  );
}

/** The result of a run as a whole: a run that is done may have failed for some of its Items, or for all. */
export function runResult({
  status,
  itemCount,
  failedCount,
}: Pick<RefreshRunRow, "status" | "itemCount" | "failedCount">): Status {
  if (status !== "done") return status;
  if (failedCount === 0) return "success";
  return failedCount < itemCount ? "partial" : "failed";
}
