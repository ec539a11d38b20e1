"use client";

import { KeyRound, ListPlus, type LucideIcon, Plus } from "lucide-react";
import { type LinkTarget, NEW_BROKERAGE } from "@/client/link-state";
import { Button } from "@/components/ui/button";
import { useLink } from "./link-flow";

const BUSY_TEXTS = { preparing: "Preparing…", open: "Linking…", choosing: "Linking…", storing: "Storing…" } as const;

/** Whether Link is at work, and for this. */
function useTarget(target: LinkTarget) {
  const { state, start } = useLink();
  const isFor = (other: LinkTarget) => other.purpose === target.purpose && other.itemId === target.itemId;
  return {
    isAway: state.phase !== "idle",
    busyText: state.phase !== "idle" && isFor(state.target) ? BUSY_TEXTS[state.phase] : null,
    begin: () => start(target),
  };
}

export function LinkButton({
  size = "md",
  variant = "primary",
}: {
  size?: "md" | "sm";
  variant?: "primary" | "secondary";
}) {
  const { isAway, busyText, begin } = useTarget(NEW_BROKERAGE);
  return (
    <Button variant={variant} size={size} isBusy={busyText !== null} disabled={isAway} onClick={begin}>
      {busyText === null && <Plus aria-hidden />}
      {busyText ?? "Link a brokerage"}
    </Button>
  );
}

type UpdateButtonProps = { itemId: string; name: string | null };

/** Signs in to an Item again (Plaid's update mode). */
export function ReconnectButton(props: UpdateButtonProps) {
  return <UpdateButton {...props} purpose="reconnect" text="Reconnect" preposition="" Icon={KeyRound} />;
}

/** Signs in to an Item again and chooses anew which accounts it shares. */
export function AddAccountsButton(props: UpdateButtonProps) {
  return <UpdateButton {...props} purpose="add_accounts" text="Add accounts" preposition="at " Icon={ListPlus} />;
}

function UpdateButton({
  itemId,
  name,
  purpose,
  text,
  preposition,
  Icon,
}: UpdateButtonProps & {
  purpose: "reconnect" | "add_accounts";
  text: string;
  preposition: string;
  Icon: LucideIcon;
}) {
  const { isAway, busyText, begin } = useTarget({ purpose, itemId });
  return (
    <Button
      variant={purpose === "reconnect" ? "primary" : "secondary"}
      size="sm"
      isBusy={busyText !== null}
      disabled={isAway}
      aria-label={`${text} ${preposition}${name ?? "this brokerage"}`}
      onClick={begin}
    >
      {busyText === null && <Icon aria-hidden />}
      {text}
    </Button>
  );
}
