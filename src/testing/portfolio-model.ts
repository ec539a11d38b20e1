import type { HoldingRow } from "@/contracts/portfolio";
import { type Currency, currencyKey } from "@/domain/currency";
import { type Decimal, parseDecimal } from "@/domain/decimal";
import type { ItemId, UserId } from "@/domain/ids";
import { type CurrencyTotal, derivedCash, fractionOf, isCounted, sumsOf, totalsOfSums } from "@/domain/portfolio";
import { listAccountsOfItems } from "@/server/db/accounts";
import { sqlOf } from "@/server/db/client";
import { listHoldings } from "@/server/db/holdings";
import { listInstitutionNames } from "@/server/db/institutions";
import { listLinkedItemsIn } from "@/server/db/items";
import { listSecurities } from "@/server/db/securities";
import { cashFigures, fractionText, positionFigures, UNNAMED } from "@/server/services/portfolio/to-holding-rows";
import type { Engine } from "./engine";

export type ModelRow = { readonly row: HoldingRow; readonly sector: string | null };

/**
 * What a user owns now by the rules of the domain alone, read row by row: the totals, and all that is held by currency in their
 * order, the largest value first. Everything else that sums or lists a portfolio must say the same.
 */
export async function modelOf(engine: Engine, userId: UserId): Promise<{ totals: CurrencyTotal[]; rows: ModelRow[] }> {
  const sql = sqlOf(engine.ctx().db);
  const itemIds = (await listLinkedItemsIn(sql, userId)).map(({ itemId }) => itemId);
  const names = await listInstitutionNames(sql, itemIds);
  const holdings = (await Promise.all(itemIds.map((itemId) => heldIn(engine, itemId)))).flat();
  const found = await listSecurities(sql, [...new Set(holdings.map(({ securityId }) => securityId))]);
  const securities = new Map(found.map((security) => [security.securityId, security]));
  const owned = (await listAccountsOfItems(sql, itemIds)).map(({ itemId, isActive, wasRead, ...account }) => {
    const own = holdings.filter((held) => held.itemId === itemId && held.accountId === account.accountId);
    const isCash = (position: (typeof own)[number]) => securities.get(position.securityId)?.type === "cash";
    return { itemId, account, isActive, wasRead, positions: own.map((one) => ({ ...one, isCash: isCash(one) })) };
  });
  const counted = owned.filter((one) => (one.wasRead || one.positions.length > 0) && isCounted(one));
  const totals = totalsOfSums(counted.map((one) => ({ ...one, positions: one.positions.map(sumsOf) })));

  const rows = counted.flatMap((one) => {
    const { itemId, account } = one;
    const place = (value: Decimal, currency: Currency) => {
      const total = totals.find((each) => currencyKey(each.currency) === currencyKey(currency));
      return {
        ...{ itemId, accountId: account.accountId, institutionName: names.get(itemId) ?? null },
        ...{ accountName: account.name, accountMask: account.mask },
        weight: total ? fractionText(fractionOf(value, total.total)) : null,
      };
    };
    const held = one.positions.map((position): ModelRow => {
      const security = securities.get(position.securityId);
      const tickerSymbol = security?.tickerSymbol ?? null;
      const row: HoldingRow = {
        ...{
          kind: "position",
          ...place(position.institutionValue, position),
          securityId: position.securityId,
          tickerSymbol,
        },
        ...{ name: security?.name ?? tickerSymbol ?? UNNAMED, securityType: security?.type ?? null },
        ...positionFigures(position, Boolean(security?.optionContract)),
      };
      return { row, sector: security?.sector ?? null };
    });
    const { amount } = derivedCash(one);
    const cash: HoldingRow = { kind: "derived_cash", ...place(amount, account), ...cashFigures(amount, account) };
    return amount.isZero() ? held : [...held, { row: cash, sector: null }];
  });
  const rank = ({ row }: ModelRow) =>
    totals.findIndex(({ currency }) => currencyKey(currency) === currencyKey(row.currency));
  rows.sort((a, b) => rank(a) - rank(b) || parseDecimal(b.row.value).cmp(parseDecimal(a.row.value)));
  return { totals, rows };
}

async function heldIn(engine: Engine, itemId: ItemId) {
  return (await listHoldings(sqlOf(engine.ctx().db), itemId)).map((holding) => ({ ...holding, itemId }));
}
