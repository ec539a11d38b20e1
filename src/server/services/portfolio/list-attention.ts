import type { AttentionEntry } from "@/contracts/portfolio";
import { type CalendarDate, daysBetween } from "@/domain/calendar-date";
import { findDuplicates } from "@/domain/duplicate-items";
import type { ItemState } from "@/domain/item-status";
import { knownCostBasis } from "@/domain/portfolio";
import { connectionText } from "@/server/services/items/connection-texts";
import type { OwnedAccount, Portfolio } from "./load-portfolio";

/** A price is old when more than a long weekend lies between it and the refresh that brought it. */
const MAX_PRICE_AGE_DAYS = 5;

const OF_STATE: Readonly<Record<ItemState, Pick<AttentionEntry, "kind" | "severity">>> = {
  ok: { kind: "failed", severity: "act" },
  preparing: { kind: "failed", severity: "act" },
  reauth_required: { kind: "reauth_required", severity: "act" },
  consent_required: { kind: "consent_required", severity: "act" },
  disconnected: { kind: "disconnected", severity: "act" },
  key_unavailable: { kind: "unavailable", severity: "act" },
  suspect: { kind: "suspect", severity: "check" },
  institution_unavailable: { kind: "unavailable", severity: "check" },
  unsupported: { kind: "unsupported", severity: "check" },
};
const ORDER = ["act", "check", "note"] as const;

/** What the user should look at: of connections, and of figures that are not what they seem; the gravest first. */
export function listAttention(portfolio: Portfolio): AttentionEntry[] {
  const ofItems = portfolio.items.flatMap((item) => {
    const owned = portfolio.accounts.filter((account) => account.item.itemId === item.itemId);
    const about = { itemId: item.itemId, institutionName: item.displayName };
    const text = connectionText(item);
    const entries = [text ? { ...OF_STATE[item.state], text } : null, ...positionEntries(portfolio, owned)];
    return entries.flatMap((entry) => (entry ? [{ ...about, ...entry }] : []));
  });
  const all = [...ofItems, ...duplicateEntries(portfolio)];
  return ORDER.flatMap((severity) => all.filter((entry) => entry.severity === severity));
}

type Finding = Pick<AttentionEntry, "kind" | "severity" | "text">;

function positionEntries({ securities }: Portfolio, owned: readonly OwnedAccount[]): (Finding | null)[] {
  const positions = owned.flatMap((account) => account.positions.filter(({ isCash }) => !isCash));
  const ofPositions = (count: number) =>
    `${count} of ${positions.length} ${positions.length === 1 ? "position" : "positions"}`;
  const missing = positions.filter((position) => knownCostBasis(position) === null).length;
  const untold = positions.filter(({ securityId }) => (securities.get(securityId)?.type ?? null) === null).length;
  return [
    stalePrices(owned),
    untold > 0
      ? {
          kind: "unknown_types",
          severity: "note",
          text: `What kind of security ${ofPositions(untold)} is was not said.`,
        }
      : null,
    missing > 0
      ? {
          kind: "missing_basis",
          severity: "note",
          text: `The cost of ${ofPositions(missing)} is unknown; gains leave ${missing === 1 ? "it" : "them"} out.`,
        }
      : null,
  ];
}

/** Against the date of the refresh, not against today: that an Item was not refreshed is told of the Item. */
function stalePrices(owned: readonly OwnedAccount[]): Finding | null {
  const ages = owned.flatMap(({ item, positions }) => {
    const refreshedOn = item.refreshedAt?.toISOString().slice(0, 10) as CalendarDate | undefined;
    return positions.flatMap(({ isCash, institutionPriceAsOf: date }) =>
      !isCash && date && refreshedOn ? [daysBetween(date, refreshedOn)] : [],
    );
  });
  const old = ages.filter((days) => days > MAX_PRICE_AGE_DAYS).sort((a, b) => b - a);
  if (old.length === 0) return null;
  const what =
    old.length === 1
      ? `One price was ${old[0]} days old`
      : `${old.length} prices were more than ${MAX_PRICE_AGE_DAYS} days old, the oldest ${old[0]},`;
  return { kind: "stale_prices", severity: "check", text: `${what} at the last refresh.` };
}

function duplicateEntries({ items, accounts }: Portfolio): AttentionEntry[] {
  const withAccounts = items.map((item) => ({
    ...item,
    accounts: accounts.filter((owned) => owned.item.itemId === item.itemId).map((owned) => owned.account),
  }));
  const duplicates = findDuplicates(withAccounts);
  return items
    .filter((item) => duplicates.has(item.itemId))
    .map((item) => ({
      itemId: item.itemId,
      institutionName: item.displayName,
      kind: "duplicate",
      severity: "act",
      text: "These accounts are linked twice, so their value counts twice. Disconnect one of the two.",
    }));
}
