import { CircleAlert, CircleCheck, Hourglass, LoaderCircle, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { RESULT_TEXTS, type RunOutcome } from "./run-texts";

const STATUSES = {
  queued: { tone: "neutral", Icon: Hourglass, isSpinning: false },
  running: { tone: "accent", Icon: LoaderCircle, isSpinning: true },
  success: { tone: "good", Icon: CircleCheck, isSpinning: false },
  partial: { tone: "warn", Icon: TriangleAlert, isSpinning: false },
  failed: { tone: "bad", Icon: CircleAlert, isSpinning: false },
} as const satisfies Record<RunOutcome, unknown>;

export function StatusBadge({ status }: { status: RunOutcome }) {
  const { tone, Icon, isSpinning } = STATUSES[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={isSpinning ? "animate-spin" : undefined} />
      {RESULT_TEXTS[status]}
    </Badge>
  );
}
