import { derivedId } from "@/sandbox/ids";
import { type JsonObject, rawNumber } from "@/sandbox/json";
import { Exact, toCents } from "@/sandbox/market/exact";
import type { Entry } from "@/sandbox/market/ledger";

type Lot = { ref: string; atMs: number; quantity: Exact; price: Exact; cost: Exact };

/** What is left of each purchase of a security, oldest first; sales take from the oldest. */
export function lotsOf(entries: readonly Entry[], securityKey: string): Lot[] {
  let lots: Lot[] = [];
  for (const { securityKey: key, ref, atMs, quantity, price, amount, basis } of entries) {
    if (key !== securityKey || quantity.isZero()) continue;
    if (quantity.isNegative()) lots = afterSale(lots, quantity.abs());
    else lots = [...lots, { ref, atMs, quantity, price, cost: basis ?? amount }];
  }
  return lots;
}

function afterSale(lots: readonly Lot[], sold: Exact): Lot[] {
  let rest = sold;
  return lots.flatMap((lot) => {
    const taken = Exact.min(rest, lot.quantity);
    rest = rest.minus(taken);
    const quantity = lot.quantity.minus(taken);
    return quantity.isZero() ? [] : [{ ...lot, quantity, cost: toCents(lot.cost.times(quantity).div(lot.quantity)) }];
  });
}

/** A lot in Plaid's shape, at the price of the position. */
export function lotJson({ ref, atMs, quantity, price, cost }: Lot, currentPrice: Exact): JsonObject {
  return {
    institution_lot_id: derivedId("lot", ref),
    original_purchase_datetime: new Date(atMs).toISOString(),
    quantity: rawNumber(quantity.toFixed()),
    purchase_price: rawNumber(price.toFixed()),
    cost_basis: rawNumber(cost.toFixed()),
    current_value: rawNumber(toCents(quantity.times(currentPrice)).toFixed()),
    position_type: "LONG",
  };
}
