import { FRESH_PRICE_DAYS } from "./holding-list";
import type { ItemState } from "./item-status";
import { isStale } from "./staleness";

/** `high`: nothing new comes until somebody acts. `medium`: figures may be wrong or old. `low`: something is left out. */
export const ATTENTION_SEVERITIES = ["high", "medium", "low"] as const;
export type AttentionSeverity = (typeof ATTENTION_SEVERITIES)[number];

export type AttentionKind =
  | "state"
  | "failing"
  | "failed"
  | "stale"
  | "provider_stale"
  | "access_ends"
  | "duplicate"
  | "new_accounts"
  | "missing_basis"
  | "stale_prices"
  | "unknown_types"
  | "undescribed_securities"
  | "no_webhooks";

/** What helps: signing in again, another refresh, or a look at the place where it is put right or seen in full. */
export type AttentionFix = "reconnect" | "refresh" | "add_accounts" | "connection" | "holdings" | "activity" | "none";

/** What is known of a linked Item. Instants are ISO text, null: never. */
export type ItemFacts = {
  readonly state: ItemState;
  /** The state or the last failure in words; null when all is well. */
  readonly stateText: string | null;
  readonly stateSince: string;
  readonly linkedAt: string;
  readonly refreshedAt: string | null;
  readonly providerUpdatedAt: string | null;
  readonly expiresAt: string | null;
  readonly failureCount: number;
  readonly newAccountsAt: string | null;
  readonly isDuplicate: boolean;
  readonly lastWebhookAt: string | null;
  /** Whether Plaid was given an address to send webhooks to. */
  readonly isWebhookExpected: boolean;
  /** Positions that are not cash. */
  readonly positionCount: number;
  readonly missingBasisCount: number;
  /** Positions whose price is of a date before `stalePriceLimit`. */
  readonly stalePriceCount: number;
  /** Positions in securities of which Plaid told no type, or nothing at all. */
  readonly undescribedCount: number;
  readonly unknownTypes: { readonly count: number; readonly labels: readonly string[] };
};

export type Finding = {
  readonly kind: AttentionKind;
  readonly severity: AttentionSeverity;
  readonly text: string;
  readonly since: string | null;
  readonly fix: AttentionFix;
};

const DAY_MS = 86_400_000;
const FAILING_FROM = 3;
const PROVIDER_STALE_DAYS = 3;
const ACCESS_ENDS_DAYS = 14;
/** Prices move on each trading day, and Plaid tells of it; a week of silence is none of the market's. */
const SILENT_DAYS = 7;
const NEEDS_LOGIN: readonly ItemState[] = ["reauth_required", "consent_required"];
const ENDED: readonly ItemState[] = ["disconnected", "key_unavailable"];

/** All that is to be said of an Item at the instant `nowMs`, the gravest first. */
export function findAttention(facts: ItemFacts, nowMs: number): Finding[] {
  const findings = [...stateFindings(facts, nowMs), ...sourceFindings(facts, nowMs), ...dataFindings(facts)];
  const rank = ({ severity }: Finding) => ATTENTION_SEVERITIES.indexOf(severity);
  return findings.sort((a, b) => rank(a) - rank(b));
}

function stateFindings(facts: ItemFacts, nowMs: number): Finding[] {
  const { state, stateText, stateSince, failureCount, refreshedAt } = facts;
  const isResting = NEEDS_LOGIN.includes(state) || ENDED.includes(state);
  const findings: Finding[] = [];
  if (stateText !== null) {
    findings.push({
      kind: state === "ok" || state === "preparing" ? "failed" : "state",
      severity: isResting ? "high" : "medium",
      text: stateText,
      since: stateSince,
      fix: NEEDS_LOGIN.includes(state) ? "reconnect" : isResting || state === "unsupported" ? "connection" : "refresh",
    });
  }
  if (!isResting && failureCount >= FAILING_FROM)
    findings.push({
      ...{ kind: "failing", severity: "high", since: refreshedAt, fix: "refresh" },
      text: `${failureCount} refreshes in a row have failed since the last one that went well.`,
    });
  if (!isResting && isStale(refreshedAt, nowMs))
    findings.push({
      ...{ kind: "stale", severity: "medium", since: refreshedAt, fix: "refresh" },
      text: "It has not been refreshed for more than a day; its figures may be out of date.",
    });
  return findings;
}

function sourceFindings(facts: ItemFacts, nowMs: number): Finding[] {
  const { providerUpdatedAt, expiresAt, isDuplicate, newAccountsAt, isWebhookExpected, lastWebhookAt, linkedAt } =
    facts;
  const isOlder = (iso: string, days: number) => nowMs - Date.parse(iso) > days * DAY_MS;
  const findings: Finding[] = [];
  if (providerUpdatedAt !== null && isOlder(providerUpdatedAt, PROVIDER_STALE_DAYS))
    findings.push({
      ...{ kind: "provider_stale", severity: "medium", since: providerUpdatedAt, fix: "none" },
      text: "Plaid itself has not reached the brokerage for days: refreshes find nothing newer, and nothing here can hurry it.",
    });
  if (expiresAt !== null && isOlder(expiresAt, -ACCESS_ENDS_DAYS))
    findings.push({
      ...{ kind: "access_ends", severity: "medium", since: null, fix: "reconnect" },
      text: "Your consent to this connection ends within two weeks, or has ended.",
    });
  if (isDuplicate)
    findings.push({
      ...{ kind: "duplicate", severity: "medium", since: null, fix: "connection" },
      text: "The same accounts seem to be linked twice, so their value counts twice. Disconnect one of the two.",
    });
  if (newAccountsAt !== null)
    findings.push({
      ...{ kind: "new_accounts", severity: "low", since: newAccountsAt, fix: "add_accounts" },
      text: "The brokerage has accounts that are not shared here yet.",
    });
  if (isWebhookExpected && isOlder(linkedAt, SILENT_DAYS) && isOlder(lastWebhookAt ?? linkedAt, SILENT_DAYS))
    findings.push({
      ...{ kind: "no_webhooks", severity: "low", since: lastWebhookAt, fix: "none" },
      text: "Plaid has sent no webhook for more than a week. The daily refresh goes on; check that Plaid can reach this app.",
    });
  return findings;
}

function dataFindings(facts: ItemFacts): Finding[] {
  const { positionCount, missingBasisCount, stalePriceCount, undescribedCount, unknownTypes } = facts;
  const ofPositions = (count: number) =>
    `${count} of ${positionCount} ${positionCount === 1 ? "position" : "positions"}`;
  const findings: (Finding | false)[] = [
    missingBasisCount > 0 && {
      ...{ kind: "missing_basis", severity: "low", since: null, fix: "holdings" },
      text: `The brokerage gives no cost for ${ofPositions(missingBasisCount)}; gains leave them out.`,
    },
    stalePriceCount > 0 && {
      ...{ kind: "stale_prices", severity: "low", since: null, fix: "holdings" },
      text: `The price of ${ofPositions(stalePriceCount)} is more than ${FRESH_PRICE_DAYS} days old.`,
    },
    undescribedCount > 0 && {
      ...{ kind: "undescribed_securities", severity: "low", since: null, fix: "holdings" },
      text: `Plaid does not say what kind of security ${ofPositions(undescribedCount)} ${undescribedCount === 1 ? "is" : "are"}.`,
    },
    unknownTypes.count > 0 && {
      ...{ kind: "unknown_types", severity: "low", since: null, fix: "activity" },
      text: `${unknownTypes.count} ${unknownTypes.count === 1 ? "transaction is" : "transactions are"} of a kind that is not known (${unknownTypes.labels.join(", ")}) and stand under “Other”.`,
    },
  ];
  return findings.filter((finding) => finding !== false);
}
