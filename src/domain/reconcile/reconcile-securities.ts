import type { Picture, Security } from "@/domain/entities";
import type { SecurityId } from "@/domain/ids";
import { isUnchanged } from "./field-changes";
import type { Known, KnownSecurity } from "./known";

const SINGLE = [
  "name",
  "tickerSymbol",
  "type",
  "subtype",
  "isCashEquivalent",
  "isin",
  "cusip",
  "figi",
  "proxySecurityId",
  "marketIdentifierCode",
  "sector",
  "industry",
  "cfiCode",
  "optionContract",
  "fixedIncome",
  "updatedAt",
] as const satisfies readonly (keyof Security)[];
const CURRENCY = ["isoCurrencyCode", "unofficialCurrencyCode"] as const;

/** What a description tells, in parts; a part that it does not give stays as it is known. */
const PARTS: readonly {
  readonly givenBy: readonly (keyof Security)[];
  readonly fields: readonly (keyof Security)[];
}[] = [
  ...SINGLE.map((field) => ({ givenBy: [field], fields: [field] })),
  { givenBy: ["closePrice"], fields: ["closePrice", "closePriceAsOf"] },
  { givenBy: CURRENCY, fields: CURRENCY },
];

/** Every security that a holding or a transaction names, described or not. */
export function namedSecurityIds(rows: Iterable<{ readonly securityId: SecurityId | null }>): Set<SecurityId> {
  const ids = new Set<SecurityId>();
  for (const row of rows) if (row.securityId !== null) ids.add(row.securityId);
  return ids;
}

/**
 * Securities to insert or update, sorted by id so that no two refreshes lock them in different orders.
 * An older description never overwrites a newer one, a poorer one never erases what is known, a placeholder never overwrites a
 * description. The statement that stores them applies the same rule to what it then finds.
 */
export function securitiesToUpsert(shown: Picture, known: Known): KnownSecurity[] {
  const upserts = new Map<SecurityId, KnownSecurity>();
  for (const security of shown.securities) {
    const stored = known.securities.get(security.securityId);
    if (!stored || stored.isPlaceholder || (!isOlder(security, stored) && tellsMore(security, stored))) {
      upserts.set(security.securityId, { ...security, isPlaceholder: false });
    }
  }
  const described = new Set(shown.securities.map((security) => security.securityId));
  for (const securityId of namedSecurityIds([...shown.holdings, ...shown.transactions])) {
    if (!described.has(securityId) && !known.securities.has(securityId))
      upserts.set(securityId, placeholder(securityId));
  }
  return [...upserts.values()].sort((a, b) => (a.securityId < b.securityId ? -1 : 1));
}

/**
 * Whether `a` describes an earlier time than `b`: by update instant where both have one, else by the date of the price. One that
 * has neither is older than one that has either.
 */
function isOlder(a: Security, b: Security): boolean {
  if (a.updatedAt && b.updatedAt) return a.updatedAt < b.updatedAt;
  if (a.closePriceAsOf && b.closePriceAsOf) return a.closePriceAsOf < b.closePriceAsOf;
  return !a.updatedAt && !a.closePriceAsOf && (b.updatedAt !== null || b.closePriceAsOf !== null);
}

/** `institutionId` and `institutionSecurityId` are left out: they differ by institution for one and the same security. */
function tellsMore(a: Security, b: Security): boolean {
  return PARTS.some(
    ({ givenBy, fields }) => givenBy.some((field) => a[field] !== null) && !isUnchanged<Security>(b, a, fields),
  );
}

function placeholder(securityId: SecurityId): KnownSecurity {
  return {
    securityId,
    name: null,
    tickerSymbol: null,
    type: null,
    subtype: null,
    isCashEquivalent: null,
    closePrice: null,
    closePriceAsOf: null,
    updatedAt: null,
    isoCurrencyCode: null,
    unofficialCurrencyCode: null,
    isin: null,
    cusip: null,
    figi: null,
    institutionSecurityId: null,
    institutionId: null,
    proxySecurityId: null,
    marketIdentifierCode: null,
    sector: null,
    industry: null,
    cfiCode: null,
    optionContract: null,
    fixedIncome: null,
    isPlaceholder: true,
  };
}
