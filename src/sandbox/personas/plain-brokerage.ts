import { USD } from "@/sandbox/market/security-profile";
import { type AccountPlan, type Persona, QUIET } from "@/sandbox/personas/plan";

const INDIVIDUAL: AccountPlan = {
  ...QUIET,
  key: "individual",
  name: "Individual Brokerage",
  officialName: "Individual Taxable Brokerage Account",
  mask: "4471",
  subtype: "brokerage",
  currency: USD,
  cashShownAs: "balance",
  opening: [
    ["XNAS:AAPL", "60"],
    ["XNAS:MSFT", "34"],
    ["XNAS:AMZN", "40"],
    ["XNAS:GOOGL", "38"],
    ["XNAS:BRK.B", "22"],
    ["XNAS:JPM", "30"],
    ["XNAS:JNJ", "25"],
    ["ARCX:VTI", "85.2514"],
    ["XNAS:VXUS", "120.75"],
    ["ARCX:SCHD", "140"],
    ["FUND:VFIAX", "18.337"],
    ["BOND:UST-4.25-2034", "10000"],
    ["FUND:SPAXX", "2500.12"],
  ],
  openingCash: "3184.27",
  deposits: { days: [2], amount: "1500", subtype: "deposit", name: "Electronic funds transfer received" },
  purchases: {
    days: [4, 18],
    keys: ["ARCX:VTI", "XNAS:VXUS", "XNAS:AAPL", "FUND:VFIAX", "XNAS:COST", "ARCX:SCHD"],
    budget: "720",
  },
  rotation: { keys: ["XNAS:NVDA", "XNAS:DIS", "XNAS:XOM", "ARCX:IAU"], budget: "2600" },
  trims: true,
  reinvestsDividends: false,
  quarterlyFee: null,
  commission: "0",
  cashCeiling: "9000",
};

/** A taxable brokerage account: shares, funds and a Treasury note; cash only in the balance. */
export const PLAIN_BROKERAGE: Persona = { accounts: [INDIVIDUAL] };

/** A smaller account at another broker: index funds with cash shown as a holding. */
export const INDEX_INVESTOR: Persona = {
  accounts: [
    {
      ...INDIVIDUAL,
      key: "index",
      name: "Cash Management & Invest",
      officialName: "Self-Directed Investing Account",
      mask: "0926",
      cashShownAs: "holding",
      opening: [
        ["ARCX:VTI", "31.0042"],
        ["XNAS:VXUS", "77.5"],
        ["XNAS:BND", "96.25"],
        ["XNAS:F", "150"],
      ],
      openingCash: "845.10",
      deposits: { days: [3, 17], amount: "400", subtype: "deposit", name: "Recurring transfer" },
      purchases: { days: [5, 19], keys: ["ARCX:VTI", "XNAS:BND", "XNAS:VXUS"], budget: "380" },
      rotation: { keys: ["XNAS:COST", "ARCX:IAU", "XNAS:DIS"], budget: "900" },
      trims: false,
      reinvestsDividends: true,
      commission: "0.5",
      cashCeiling: "2500",
    },
  ],
};
