"use client";

import { KeyRound, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useLink } from "./link-flow";

const BUSY_TEXTS = { preparing: "Preparing…", open: "Linking…", storing: "Storing…" } as const;

export function LinkButton({
  size = "md",
  variant = "primary",
}: {
  size?: "md" | "sm";
  variant?: "primary" | "secondary";
}) {
  const { state, start } = useLink();
  const busyText = state.phase !== "idle" && state.itemId === null ? BUSY_TEXTS[state.phase] : null;
  return (
    <Button
      variant={variant}
      size={size}
      isBusy={busyText !== null}
      disabled={state.phase !== "idle"}
      onClick={() => start()}
    >
      {busyText === null && <Plus aria-hidden />}
      {busyText ?? "Link a brokerage"}
    </Button>
  );
}

/** Signs in to an Item again (Plaid's update mode). */
export function ReconnectButton({
  itemId,
  name,
  size = "sm",
}: {
  itemId: string;
  name: string | null;
  size?: "md" | "sm";
}) {
  const { state, start } = useLink();
  const isBusy = state.phase !== "idle" && state.itemId === itemId;
  return (
    <Button
      variant="primary"
      size={size}
      isBusy={isBusy}
      disabled={state.phase !== "idle"}
      aria-label={`Reconnect ${name ?? "this brokerage"}`}
      onClick={() => start(itemId)}
    >
      {!isBusy && <KeyRound aria-hidden />}
      Reconnect
    </Button>
  );
}
