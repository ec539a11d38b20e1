import { CASH } from "@/sandbox/market/cash-securities";
import {
  bond,
  CAD,
  coin,
  equity,
  etf,
  mutualFund,
  option,
  type SecurityProfile,
  USD,
  USDT,
} from "@/sandbox/market/security-profile";

const US_EQUITIES = [
  ["AAPL", "Apple Inc.", 232, 0.0044, "Electronic Technology", "Telecommunications Equipment"],
  ["MSFT", "Microsoft Corporation", 428, 0.0077, "Technology Services", "Packaged Software"],
  ["NVDA", "NVIDIA Corporation", 138, 0.0003, "Electronic Technology", "Semiconductors"],
  ["AMZN", "Amazon.com, Inc.", 214, 0, "Retail Trade", "Internet Retail"],
  ["GOOGL", "Alphabet Inc. Class A", 188, 0.0043, "Technology Services", "Internet Software/Services"],
  ["BRK.B", "Berkshire Hathaway Inc. Class B", 461, 0, "Finance", "Multi-Line Insurance"],
  ["JPM", "JPMorgan Chase & Co.", 242, 0.021, "Finance", "Major Banks"],
  ["JNJ", "Johnson & Johnson", 152, 0.032, "Health Technology", "Pharmaceuticals: Major"],
  ["COST", "Costco Wholesale Corporation", 925, 0.005, "Retail Trade", "Discount Stores"],
  ["XOM", "Exxon Mobil Corporation", 112, 0.034, "Energy Minerals", "Integrated Oil"],
  ["DIS", "The Walt Disney Company", 108, 0.009, "Consumer Services", "Media Conglomerates"],
  ["F", "Ford Motor Company", 10.2, 0.058, "Consumer Durables", "Motor Vehicles"],
] as const;

const CA_EQUITIES = [
  ["RY", "Royal Bank of Canada", 172, 0.034, "Finance", "Major Banks"],
  ["ENB", "Enbridge Inc.", 61, 0.062, "Industrial Services", "Oil & Gas Pipelines"],
  ["CNR", "Canadian National Railway Company", 148, 0.024, "Transportation", "Railroads"],
  ["SHOP", "Shopify Inc. Class A", 151, 0, "Technology Services", "Packaged Software"],
] as const;

const NO_SECTOR = [null, null] as const;

const TREASURY: SecurityProfile = {
  ...bond("United States Treasury Note 4.250% 11/15/2034", "treasury", 0.986, ["4.25", "2024-11-15", "2034-11-15"]),
  ...{ key: "BOND:UST-4.25-2034", industry: "Treasury Note" },
};

const MONEY_MARKET: SecurityProfile = {
  ...mutualFund(["SPAXX", "Government Money Market Fund", 1, 0.042, "Miscellaneous", "Money Market"]),
  ...{ subtype: "money market", volatility: 0 },
};

const LIST: readonly SecurityProfile[] = [
  ...CASH,
  ...US_EQUITIES.map((row) => equity(row, USD, "XNAS")),
  ...CA_EQUITIES.map((row) => equity(row, CAD, "XTSE")),
  etf(["VTI", "Vanguard Total Stock Market ETF", 291, 0.013, ...NO_SECTOR], USD, "ARCX"),
  etf(["VXUS", "Vanguard Total International Stock ETF", 60, 0.03, ...NO_SECTOR], USD, "XNAS"),
  etf(["BND", "Vanguard Total Bond Market ETF", 72.5, 0.036, ...NO_SECTOR], USD, "XNAS"),
  etf(["SCHD", "Schwab U.S. Dividend Equity ETF", 27.8, 0.036, ...NO_SECTOR], USD, "ARCX"),
  etf(["IAU", "iShares Gold Trust", 51, 0, ...NO_SECTOR], USD, "ARCX"),
  etf(["XIU", "iShares S&P/TSX 60 Index ETF", 38.2, 0.029, ...NO_SECTOR], CAD, "XTSE"),
  etf(["VFV", "Vanguard S&P 500 Index ETF", 146, 0.01, ...NO_SECTOR], CAD, "XTSE"),
  mutualFund(["VFIAX", "Vanguard 500 Index Fund Admiral Shares", 545, 0.012, ...NO_SECTOR]),
  mutualFund(["VFFVX", "Vanguard Target Retirement 2055 Fund", 57.4, 0.021, ...NO_SECTOR]),
  mutualFund(["VBTLX", "Vanguard Total Bond Market Index Fund Admiral Shares", 9.6, 0.037, ...NO_SECTOR]),
  mutualFund(["FXAIX", "Fidelity 500 Index Fund", 205, 0.012, ...NO_SECTOR]),
  mutualFund(["VTIAX", "Vanguard Total International Stock Index Fund Admiral Shares", 32.6, 0.029, ...NO_SECTOR]),
  TREASURY,
  bond("United States Treasury Bill 05/13/2027", "bill", 0.981, ["0", "2026-05-14", "2027-05-13"]),
  bond("United States Treasury Note 3.875% 11/30/2028", "note", 0.995, ["3.875", "2023-11-30", "2028-11-30"]),
  bond("Larkspur Bank Certificate of Deposit 4.100% 06/15/2029", "cd", 1.002, ["4.1", "2024-06-15", "2029-06-15"]),
  bond("Platypus County Water Revenue 3.000% 07/01/2031", "municipal bond", 0.957, ["3", "2021-07-01", "2031-07-01"]),
  bond("Gingham Industries Senior Note 5.250% 03/15/2033", "bond", 1.014, ["5.25", "2023-03-15", "2033-03-15"]),
  option("AAPL", "call", "250", "2028-12-15", 38.4),
  option("MSFT", "put", "380", "2028-12-15", 29.1),
  option("NVDA", "call", "180", "2028-12-15", 24.6),
  MONEY_MARKET,
  coin("BTC", "Bitcoin", 96_400, 2, USD),
  coin("ETH", "Ethereum", 3_380, 2, USD),
  coin("SOL", "Solana", 198, 4, USD),
  coin("DOGE", "Dogecoin", 0.34, 8, USD),
  coin("GLMX", "Glimmer Exchange Token", 1.84, 8, USDT),
  coin("PYGN", "Pigeon Network", 0.000_418_3, 12, USDT),
];

const BY_KEY = new Map(LIST.map((profile) => [profile.key, profile]));

/** The profile of a catalogue key. Errors: Error for an unknown key, which is a mistake in a persona. */
export function securityProfile(key: string): SecurityProfile {
  const profile = BY_KEY.get(key) ?? bulkSecurity(key);
  if (profile === null) throw new Error(`No security ${key} in the catalogue`);
  return profile;
}

const bulkProfiles = new Map<string, SecurityProfile>();

function bulkSecurity(key: string): SecurityProfile | null {
  const known = bulkProfiles.get(key);
  if (known !== undefined) return known;
  const number = /^BULK:(\d+)$/.exec(key)?.[1];
  if (number === undefined) return null;
  const price = 5 + ((Number(number) * 7919) % 49_500) / 100;
  const listing = [`BLK${number}`, `Bulk Holdings No. ${number}`, price, 0, "Finance", "Investment Trusts"] as const;
  const profile = { ...equity(listing, USD, "XNYS"), key };
  bulkProfiles.set(key, profile);
  return profile;
}
