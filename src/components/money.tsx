"use client";

import { useAmountVisibility } from "@/client/amount-visibility";
import type { CurrencyDto, DecimalText } from "@/contracts/money";
import { HiddenAmount } from "./hidden-amount";
import { formatNumber } from "./number-format";

type SignDisplay = "negative" | "exceptZero";
type MoneyFormat = { sign?: SignDisplay; isUnitPrice?: boolean };

const PRICE_PLACES = 6;
const UNOFFICIAL_PLACES = 8;
const isIsoForm = (code: string | null): code is string => code !== null && /^[A-Z]{3}$/.test(code);

/** The code people know the currency by; null when Plaid named none. */
export function currencyCode(currency: CurrencyDto): string | null {
  return currency.isoCurrencyCode ?? currency.unofficialCurrencyCode;
}

/**
 * Money for the eye, from exact text to text: rounded half to even to the currency's own places, digits grouped.
 * A price per unit keeps up to six places; what would round to nothing keeps its leading digits.
 * Currencies that are not ISO stand behind the number with their code.
 */
export function formatMoney(
  amount: DecimalText,
  currency: CurrencyDto,
  { sign = "negative", isUnitPrice = false }: MoneyFormat = {},
): string {
  const iso = currency.isoCurrencyCode;
  const common = { signDisplay: sign, roundingMode: "halfEven" } as const;
  const style = isIsoForm(iso) ? ({ style: "currency", currency: iso } as const) : ({ style: "decimal" } as const);
  const maximumFractionDigits = isIsoForm(iso) ? PRICE_PLACES : UNOFFICIAL_PLACES;
  const isWide = isUnitPrice || !isIsoForm(iso);
  const places = isWide ? { minimumFractionDigits: isIsoForm(iso) ? undefined : 2, maximumFractionDigits } : {};
  const digits = isWide && isTiny(amount, maximumFractionDigits) ? { maximumSignificantDigits: 4 } : places;
  const text = formatNumber(amount, { ...style, ...common, ...digits });
  return isIsoForm(iso) ? text : `${text} ${currencyCode(currency) ?? "(no currency)"}`;
}

/** An amount as short as an axis needs it: `$1.25M`, `$840K`. It loses digits and is for the eye alone. */
export function formatShortMoney(amount: DecimalText, currency: CurrencyDto): string {
  const iso = currency.isoCurrencyCode;
  const style = isIsoForm(iso) ? ({ style: "currency", currency: iso } as const) : ({ style: "decimal" } as const);
  const options = { ...style, notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 2 } as const;
  return formatNumber(amount, options);
}

/** Not zero, yet zero in the first `places` places. */
function isTiny(amount: DecimalText, places: number): boolean {
  const [whole = "", fraction = ""] = amount.replace(/^[+-]/, "").split(".");
  return /^0*$/.test(whole) && /[1-9]/.test(fraction) && /^0*$/.test(fraction.slice(0, places));
}

/** All digits, as stored, with the currency's code. */
export function exactMoney(amount: DecimalText, currency: CurrencyDto): string {
  return `${amount} ${currencyCode(currency) ?? "(no currency)"}`;
}

/** An amount; the full value is its title, and nothing of it shows while amounts are hidden. */
export function Money({
  amount,
  currency,
  className,
  ...format
}: { amount: DecimalText; currency: CurrencyDto; className?: string } & MoneyFormat) {
  const { isHidden } = useAmountVisibility();
  if (isHidden && !format.isUnitPrice) return <HiddenAmount className={className} />;
  return (
    <data value={amount} title={exactMoney(amount, currency)} className={className}>
      {formatMoney(amount, currency, format)}
    </data>
  );
}
