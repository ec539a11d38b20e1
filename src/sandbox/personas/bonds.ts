import { type Persona, QUIET } from "@/sandbox/personas/plan";

/** A ladder of bonds, one of which falls due every year or two; they pay interest, not dividends. */
export const BONDS: Persona = {
  accounts: [
    {
      ...QUIET,
      key: "ladder",
      name: "Income Ladder",
      officialName: "Fixed Income Account",
      mask: "3061",
      subtype: "brokerage",
      opening: [
        ["BOND:United States Treasury Bill 05/13/2027", "20000"],
        ["BOND:United States Treasury Note 3.875% 11/30/2028", "25000"],
        ["BOND:Larkspur Bank Certificate of Deposit 4.100% 06/15/2029", "15000"],
        ["BOND:Platypus County Water Revenue 3.000% 07/01/2031", "30000"],
        ["BOND:Gingham Industries Senior Note 5.250% 03/15/2033", "20000"],
        ["BOND:UST-4.25-2034", "25000"],
      ],
      openingCash: "1900.40",
      cashCeiling: "4000",
    },
  ],
};
