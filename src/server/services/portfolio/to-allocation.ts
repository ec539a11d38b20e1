import type { Allocation, AllocationSlice } from "@/contracts/overview";
import { allocate, type Slice, type Weighed } from "@/domain/allocation";
import { ALLOCATION_KEYS, type AllocationKey } from "@/domain/allocation-key";
import { type Currency, currencyKey } from "@/domain/currency";
import { decimalText } from "@/domain/decimal";
import { derivedCash, isCounted } from "@/domain/portfolio";
import type { Portfolio } from "./load-portfolio";
import { fractionText } from "./to-holding-rows";

/** As many as the eye tells apart by colour, and one for the rest. */
const MAX_SLICES = 9;
const CASH = "cash";

type Holding = Record<AllocationKey, Omit<Weighed, "value">> & Pick<Weighed, "value"> & { currency: Currency };

/** How what is owned in each currency (by `currencyKey`) is made up; cash beside the positions is cash. */
export function toAllocations(portfolio: Portfolio): (currency: Currency) => Allocation {
  const holdings = toHoldings(portfolio);
  return (currency) => {
    const rows = holdings.filter((holding) => currencyKey(holding.currency) === currencyKey(currency));
    const by = ALLOCATION_KEYS.map((dimension) => {
      const weighed = rows.map((row) => ({ ...row[dimension], value: row.value }));
      return [dimension, allocate(weighed, MAX_SLICES).map(toSliceDto)] as const;
    });
    return {
      hasShorts: rows.some(({ value }) => value.isNegative() && !value.isZero()),
      by: Object.fromEntries(by) as Record<AllocationKey, AllocationSlice[]>,
    };
  };
}

function toHoldings({ accounts, securities }: Portfolio): Holding[] {
  return accounts.filter(isCounted).flatMap((owned) => {
    const { account, item, positions, institutionName } = owned;
    const name = account.mask === null ? account.name : `${account.name} ••${account.mask}`;
    const inAccount = {
      key: `${item.itemId}~${account.accountId}`,
      label: institutionName === null ? name : `${institutionName}, ${name}`,
    };
    const held = positions.map((position) => {
      const security = securities.get(position.securityId);
      const type = security?.type ?? null;
      const sector = position.isCash ? CASH : (security?.sector ?? null);
      const title = security?.tickerSymbol ?? security?.name ?? null;
      return {
        currency: position,
        value: position.institutionValue,
        type: { key: type, label: type },
        sector: { key: sector, label: sector },
        account: inAccount,
        security: position.isCash ? { key: CASH, label: CASH } : { key: position.securityId, label: title },
      };
    });
    const { amount } = derivedCash(owned);
    const cash = { key: CASH, label: CASH };
    return amount.isZero()
      ? held
      : [...held, { currency: account, value: amount, type: cash, sector: cash, account: inAccount, security: cash }];
  });
}

function toSliceDto({ value, weight, grossWeight, gross: _, ...slice }: Slice): AllocationSlice {
  return {
    ...slice,
    value: decimalText(value),
    weight: fractionText(weight),
    grossWeight: fractionText(grossWeight),
  };
}
