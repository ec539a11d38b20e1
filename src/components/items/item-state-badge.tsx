import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  CloudOff,
  Hourglass,
  KeyRound,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
  Unplug,
} from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ItemState } from "@/domain/item-status";

const STATES = {
  ok: { label: "Connected", tone: "good", Icon: CircleCheck },
  preparing: { label: "Importing", tone: "accent", Icon: Hourglass },
  reauth_required: { label: "Needs login", tone: "bad", Icon: KeyRound },
  consent_required: { label: "Needs consent", tone: "bad", Icon: KeyRound },
  suspect: { label: "Answer in doubt", tone: "warn", Icon: TriangleAlert },
  institution_unavailable: { label: "Brokerage unavailable", tone: "warn", Icon: CloudOff },
  unsupported: { label: "Not supported", tone: "warn", Icon: CirclePause },
  disconnected: { label: "Disconnected", tone: "bad", Icon: Unplug },
  key_unavailable: { label: "Key unavailable", tone: "bad", Icon: CircleAlert },
} as const satisfies Record<ItemState, { label: string; tone: BadgeTone; Icon: LucideIcon }>;

export const stateLabel = (state: ItemState): string => STATES[state].label;

export function ItemStateBadge({ state, isRefreshing }: { state: ItemState; isRefreshing: boolean }) {
  if (isRefreshing) {
    return (
      <Badge tone="accent">
        <LoaderCircle aria-hidden className="animate-spin" />
        {state === "preparing" ? "Importing" : "Refreshing"}
      </Badge>
    );
  }
  const { label, tone, Icon } = STATES[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
