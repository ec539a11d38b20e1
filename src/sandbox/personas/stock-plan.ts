import { type Persona, QUIET } from "@/sandbox/personas/plan";

/** An employee's stock plan: shares vest every quarter, some are sold, most are not vested yet; each lot is told. */
export const STOCK_PLAN: Persona = {
  accounts: [
    {
      ...QUIET,
      key: "stock-plan",
      name: "Employee Stock Plan",
      officialName: "Restricted Stock Units",
      mask: "5520",
      subtype: "stock plan",
      grants: { key: "XNAS:NVDA", sharesPerQuarter: "6" },
      trims: true,
      cashCeiling: "3000",
    },
  ],
};
