import { CAD, USD } from "@/sandbox/market/security-profile";
import { type AccountPlan, type Persona, QUIET } from "@/sandbox/personas/plan";

const TFSA: AccountPlan = {
  ...QUIET,
  key: "tfsa",
  name: "TFSA",
  officialName: "Tax-Free Savings Account",
  mask: "2204",
  subtype: "tfsa",
  currency: CAD,
  cashShownAs: "balance",
  opening: [
    ["XTSE:XIU", "310"],
    ["XTSE:VFV", "95"],
    ["XTSE:RY", "40"],
    ["XTSE:ENB", "120"],
    ["XTSE:CNR", "28"],
  ],
  openingCash: "1820.66",
  deposits: { days: [5], amount: "600", subtype: "contribution", name: "TFSA contribution" },
  purchases: { days: [8], keys: ["XTSE:XIU", "XTSE:VFV", "XTSE:RY"], budget: "580" },
  rotation: { keys: ["XTSE:SHOP", "XTSE:ENB"], budget: "2000" },
  trims: false,
  reinvestsDividends: false,
  quarterlyFee: null,
  commission: "4.95",
  cashCeiling: "5000",
};

const US_DOLLAR: AccountPlan = {
  ...TFSA,
  key: "us-dollar",
  name: "US Dollar Margin",
  officialName: "Margin Account (USD)",
  mask: "2205",
  subtype: "brokerage",
  currency: USD,
  cashShownAs: "holding",
  opening: [
    ["XNAS:MSFT", "18"],
    ["XNAS:NVDA", "90"],
    ["ARCX:VTI", "25"],
  ],
  openingCash: "950",
  deposits: { days: [12], amount: "300", subtype: "deposit", name: "Journalled from CAD" },
  purchases: { days: [14], keys: ["ARCX:VTI", "XNAS:MSFT"], budget: "290" },
  rotation: { keys: ["XNAS:AMZN", "XNAS:GOOGL"], budget: "1200" },
  cashCeiling: "3000",
};

/** A Canadian broker: one account in Canadian dollars, one in US dollars. */
export const CANADIAN: Persona = { accounts: [TFSA, US_DOLLAR] };
