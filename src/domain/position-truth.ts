import { currencyKey } from "./currency";
import { knownCostBasis, type Position } from "./portfolio";
import { type Truth, type TruthReason, toTruth } from "./truth";

type OfAccount = Position & { readonly account: { readonly isActive: boolean } };

/** How far the figures of positions can be relied on, summed up in one currency. Cash has no basis to miss. */
export function truthOfPositions(positions: readonly OfAccount[]): Truth {
  const invested = positions.filter(({ isCash }) => !isCash);
  const missing = invested.filter((position) => knownCostBasis(position) === null).length;
  const some = (isSaidOf: (position: OfAccount) => boolean, kind: "no_currency" | "last_seen" | "unvested_shares") =>
    positions.some(isSaidOf) ? [{ kind }] : [];
  const reasons: TruthReason[] = [
    ...(missing > 0 ? [{ kind: "missing_basis", missing, of: invested.length } as const] : []),
    ...some((position) => currencyKey(position) === "unknown", "no_currency"),
    ...some(({ account }) => !account.isActive, "last_seen"),
    // The value counts them; whether the basis does, no brokerage says.
    ...some(
      ({ vestedQuantity, quantity }) => vestedQuantity !== null && !vestedQuantity.equals(quantity),
      "unvested_shares",
    ),
  ];
  return toTruth(reasons);
}
