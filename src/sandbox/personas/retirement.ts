import { USD } from "@/sandbox/market/security-profile";
import { type AccountPlan, type Persona, QUIET } from "@/sandbox/personas/plan";

const FOUR_O_ONE_K: AccountPlan = {
  ...QUIET,
  key: "401k",
  name: "Acorn Logistics 401(k)",
  officialName: "Acorn Logistics, Inc. 401(k) Savings Plan",
  mask: "7730",
  subtype: "401k",
  currency: USD,
  cashShownAs: "balance",
  opening: [
    ["FUND:VFFVX", "812.447"],
    ["FUND:FXAIX", "94.118"],
    ["FUND:VBTLX", "640.5"],
  ],
  openingCash: "0",
  deposits: { days: [6, 20], amount: "925.5", subtype: "contribution", name: "Employee and employer contribution" },
  purchases: { days: [7, 21], keys: ["FUND:VFFVX", "FUND:FXAIX", "FUND:VFFVX", "FUND:VBTLX"], budget: "920" },
  rotation: null,
  trims: false,
  reinvestsDividends: true,
  quarterlyFee: { amount: "12.5", subtype: "management fee", name: "Plan administration fee" },
  commission: "0",
  cashCeiling: "1500",
};

const IRA: AccountPlan = {
  ...QUIET,
  key: "ira",
  name: "Rollover IRA",
  officialName: "Traditional Rollover IRA",
  mask: "1188",
  subtype: "ira",
  currency: USD,
  cashShownAs: "holding",
  opening: [
    ["ARCX:VTI", "120.5"],
    ["XNAS:BND", "210"],
    ["FUND:VTIAX", "305.771"],
  ],
  openingCash: "1210.44",
  deposits: { days: [10], amount: "541.66", subtype: "contribution", name: "IRA contribution" },
  purchases: { days: [11], keys: ["ARCX:VTI", "FUND:VTIAX", "XNAS:BND"], budget: "540" },
  rotation: { keys: ["XNAS:JNJ", "XNAS:JPM", "ARCX:SCHD"], budget: "1500" },
  trims: false,
  reinvestsDividends: true,
  quarterlyFee: null,
  commission: "0",
  cashCeiling: "4000",
};

/** A workplace 401(k) and an IRA: two investment accounts behind one login. */
export const RETIREMENT: Persona = { accounts: [FOUR_O_ONE_K, IRA] };
