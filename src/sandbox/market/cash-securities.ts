import { CAD, type Currency, type SecurityProfile, USD } from "@/sandbox/market/security-profile";

function cash(currency: Currency, name: string): SecurityProfile {
  const code = currency.iso ?? currency.unofficial ?? "";
  const about = { key: `CASH:${code}`, ticker: `CUR:${code}`, name, type: "cash", subtype: "cash", currency };
  const trade = { basePrice: 1, priceDecimals: 0, volatility: 0, dividendYield: 0, quantityDecimals: 2 };
  return { ...about, ...trade, mic: null, sector: null, industry: null, cfi: null, fixedIncome: null, option: null };
}

/** Cash shown as a holding: always worth 1 of its own currency. */
export const CASH: readonly SecurityProfile[] = [cash(USD, "U S Dollar"), cash(CAD, "Canadian Dollar")];

/** The catalogue key of cash in a currency. */
export function cashKey(currency: Currency): string {
  return `CASH:${currency.iso ?? currency.unofficial ?? ""}`;
}
