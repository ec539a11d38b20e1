import type { RefreshReason } from "./item-status";
import { describePlaidCode } from "./plaid-errors";

const REASON_TEXTS: Readonly<Record<RefreshReason, string>> = {
  suspect_empty:
    "The brokerage suddenly reported no positions although the account has value; nothing was changed until a later refresh confirms it",
  suspect_withdrawn:
    "The brokerage suddenly withdrew most of its transactions; they are kept until a later refresh of the same dates confirms it",
  unreachable: "Plaid could not be reached",
  timeout: "Plaid did not answer in time",
  bad_answer: "Plaid's answer could not be understood",
  unstable_pages: "The data kept changing while it was read; try again",
  unrepresentable_number: "Plaid sent a number that cannot be stored exactly",
  key_unavailable: "This installation no longer has the key that opens this connection; reconnect the brokerage",
  token_lost:
    "The access to this connection was replaced at Plaid and the replacement was lost; disconnect the brokerage and link it again",
  limited: "Plaid's limit for this connection is reached; try again in a minute",
  unlinked: "This connection was disconnected",
  clock_behind: "The clock of this installation is behind what it stored earlier; set it right and refresh again",
  superseded: "The refresh was cut short",
  busy: "Another refresh of this connection is still running",
  internal: "Something went wrong on our side",
};

/** A reason of ours or one of Plaid's error codes in plain words; an unknown code is named as it is. */
export function describeReason(reason: string): string {
  if (Object.hasOwn(REASON_TEXTS, reason)) return REASON_TEXTS[reason as RefreshReason];
  return describePlaidCode(reason);
}

/** The code when the reason is one of Plaid's (they are upper case, ours are not), else null. */
export function providerCodeOf(reason: string | null): string | null {
  return reason !== null && /^[A-Z0-9_]{1,64}$/.test(reason) ? reason : null;
}
