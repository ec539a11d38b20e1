import { type Persona, QUIET } from "@/sandbox/personas/plan";

/** An active trader: options bought and written, a share sold short, and money borrowed against it all. */
export const OPTIONS: Persona = {
  accounts: [
    {
      ...QUIET,
      key: "margin",
      name: "Margin Trading",
      officialName: "Individual Margin Account with Options",
      mask: "8812",
      subtype: "brokerage",
      opening: [
        ["XNAS:AAPL", "300"],
        ["XNAS:MSFT", "120"],
        ["OPT:AAPL281215C00250000", "1000"],
        ["OPT:MSFT281215P00380000", "-500"],
        ["XNAS:F", "-1500"],
      ],
      openingCash: "-14200.00",
      writes: { key: "OPT:NVDA281215C00180000", shares: "200" },
      commission: "1.30",
      cashCeiling: "-24000",
    },
  ],
};
