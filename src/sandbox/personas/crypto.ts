import { USD, USDT } from "@/sandbox/market/security-profile";
import { type AccountPlan, type Persona, QUIET } from "@/sandbox/personas/plan";

const SPOT: AccountPlan = {
  ...QUIET,
  key: "spot",
  name: "Spot Wallet",
  officialName: "Crypto Spot Wallet",
  mask: "3b9f",
  subtype: "crypto exchange",
  currency: USD,
  cashShownAs: "holding",
  opening: [
    ["COIN:BTC", "0.418233907154620983"],
    ["COIN:ETH", "3.902114508837265401"],
    ["COIN:DOGE", "12850.000000000000000001"],
  ],
  openingCash: "640.18",
  deposits: { days: [1, 15], amount: "250", subtype: "deposit", name: "Card deposit" },
  purchases: { days: [2, 9, 16, 23], keys: ["COIN:BTC", "COIN:ETH"], budget: "110" },
  rotation: { keys: ["COIN:SOL", "COIN:DOGE"], budget: "800" },
  trims: true,
  reinvestsDividends: false,
  quarterlyFee: null,
  commission: "0.99",
  cashCeiling: "2000",
};

const VAULT: AccountPlan = {
  ...SPOT,
  key: "vault",
  name: "Token Vault",
  officialName: "Stablecoin-Quoted Token Vault",
  mask: "e07c",
  currency: USDT,
  cashShownAs: "balance",
  opening: [
    ["COIN:GLMX", "1204.550000000000000777"],
    ["COIN:PYGN", "4000000.123456789012345678"],
  ],
  openingCash: "75.5",
  deposits: null,
  purchases: { days: [12], keys: ["COIN:GLMX"], budget: "20" },
  rotation: null,
  trims: true,
  commission: "0",
};

/** A crypto exchange: eighteen decimal places, and a vault whose tokens are quoted in an unofficial currency. */
export const CRYPTO: Persona = { accounts: [SPOT, VAULT] };
