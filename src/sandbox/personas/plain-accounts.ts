import { PLAIN_BROKERAGE } from "@/sandbox/personas/plain-brokerage";
import { type AccountPlan, type Persona, QUIET } from "@/sandbox/personas/plan";

/** An ordinary bank account. */
export const CHECKING: AccountPlan = {
  ...QUIET,
  key: "checking",
  name: "Everyday Checking",
  officialName: "Everyday Checking Account",
  mask: "0117",
  type: "depository",
  subtype: "checking",
  openingCash: "2210.35",
  deposits: { days: [1, 15], amount: "1850", subtype: "deposit", name: "Payroll" },
  cashCeiling: "6000",
};

const SAVINGS: AccountPlan = {
  ...CHECKING,
  key: "savings",
  name: "Goal Savings",
  officialName: null,
  mask: "0125",
  subtype: "savings",
};

/** A bank with a brokerage: deposit accounts beside investments. */
export const MIXED_BANK: Persona = { accounts: [CHECKING, SAVINGS, ...PLAIN_BROKERAGE.accounts] };

/** A bank login without any investments. */
export const NO_INVESTMENTS: Persona = { accounts: [CHECKING, SAVINGS] };

/** Cash alone: in a money-market fund, and as a holding. */
export const CASH_ONLY: Persona = {
  accounts: [
    {
      ...QUIET,
      key: "cash",
      name: "Cash Management",
      officialName: "Cash Management Account",
      mask: "6404",
      subtype: "cash management",
      cashShownAs: "holding",
      opening: [["FUND:SPAXX", "18250.4"]],
      openingCash: "2400.5",
      deposits: { days: [15], amount: "600", subtype: "deposit", name: "Recurring transfer" },
      purchases: { days: [17], keys: ["FUND:SPAXX"], budget: "400" },
    },
  ],
};

/** An account that was opened and never used. */
export const EMPTY: Persona = {
  accounts: [{ ...QUIET, key: "new", name: "New Account", officialName: null, mask: "0001", subtype: "brokerage" }],
};

/** Positions that the person typed in, because the institution is not connected. */
export const MANUAL: Persona = {
  isManual: true,
  accounts: [
    {
      ...QUIET,
      key: "manual",
      name: "Entered by hand",
      officialName: null,
      mask: null,
      subtype: "brokerage",
      opening: [
        ["XNAS:AMZN", "25"],
        ["XNAS:BRK.B", "12"],
        ["ARCX:IAU", "180"],
      ],
    },
  ],
};
