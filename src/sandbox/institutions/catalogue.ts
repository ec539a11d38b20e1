import { CANADIAN } from "@/sandbox/personas/canadian";
import { CRYPTO } from "@/sandbox/personas/crypto";
import { INDEX_INVESTOR, PLAIN_BROKERAGE } from "@/sandbox/personas/plain-brokerage";
import type { Persona } from "@/sandbox/personas/plan";
import { RETIREMENT } from "@/sandbox/personas/retirement";

/** A fictitious institution; `emblem` names the figure of its logo, null = none. */
export type InstitutionProfile = {
  institutionId: string;
  name: string;
  countryCodes: readonly string[];
  url: string;
  color: string;
  emblem: "arc" | "bars" | "diamond" | "leaf" | "peak" | "ring" | null;
  tagline: string;
  /** What `user_good` shows here. */
  persona: Persona;
  /** Linking a login again breaks the login of the Items that it has, as at some brokerages. */
  keepsNewestItemOnly?: true;
  /** People sign in on its own site (OAuth), which sends them back to the Link token's `redirect_uri`. */
  signsInAtBank?: true;
};

const US = ["US"] as const;
const CA = ["CA"] as const;

/** Every institution of the sandbox, in the order in which Link lists them. */
export const INSTITUTIONS: readonly InstitutionProfile[] = [
  {
    ...{ institutionId: "ins_109508", name: "First Platypus Bank", countryCodes: US, url: "https://platypus.example" },
    ...{ color: "#1f5f8b", emblem: "arc", tagline: "Brokerage", persona: PLAIN_BROKERAGE },
  },
  {
    ...{ institutionId: "ins_900001", name: "Larkspur Invest", countryCodes: US, url: "https://larkspur.example" },
    ...{ color: "#4b4fa8", emblem: "peak", tagline: "Self-directed investing", persona: INDEX_INVESTOR },
  },
  {
    ...{
      institutionId: "ins_900002",
      name: "Acorn & Elm Retirement",
      countryCodes: US,
      url: "https://acorn-elm.example",
    },
    ...{ color: "#2f6b3c", emblem: "leaf", tagline: "401(k) and IRA", persona: RETIREMENT },
  },
  {
    ...{
      institutionId: "ins_900003",
      name: "Glimmer Crypto Exchange",
      countryCodes: US,
      url: "https://glimmer.example",
    },
    ...{ color: "#8a3ffc", emblem: "diamond", tagline: "Crypto exchange", persona: CRYPTO },
  },
  {
    ...{
      institutionId: "ins_900004",
      name: "Maple Harbour Direct",
      countryCodes: CA,
      url: "https://maple-harbour.example",
    },
    ...{ color: "#a3283a", emblem: "bars", tagline: "Canadian broker, CAD and USD", persona: CANADIAN },
  },
  {
    ...{
      institutionId: "ins_900005",
      name: "Quillback Securities",
      countryCodes: US,
      url: "https://quillback.example",
    },
    ...{ color: "#0f6e6e", emblem: "arc", tagline: "One connection for each login", persona: INDEX_INVESTOR },
    keepsNewestItemOnly: true,
  },
  {
    ...{
      institutionId: "ins_109509",
      name: "First Gingham Credit Union",
      countryCodes: US,
      url: "https://gingham.example",
    },
    ...{ color: "#9a5b13", emblem: "ring", tagline: "Brokerage", persona: INDEX_INVESTOR },
  },
  {
    ...{
      institutionId: "ins_109510",
      name: "Tattersall Federal Credit Union",
      countryCodes: US,
      url: "https://tattersall.example",
    },
    ...{ color: "#39525e", emblem: null, tagline: "Brokerage", persona: PLAIN_BROKERAGE },
  },
  {
    ...{ institutionId: "ins_109511", name: "Tartan Bank", countryCodes: US, url: "https://tartan.example" },
    ...{ color: "#7a2e5d", emblem: "peak", tagline: "Retirement accounts", persona: RETIREMENT },
  },
  {
    ...{
      institutionId: "ins_127287",
      name: "Platypus OAuth Bank",
      countryCodes: US,
      url: "https://platypus-oauth.example",
    },
    ...{ color: "#1f5f8b", emblem: "ring", tagline: "Sign-in on its own site", persona: INDEX_INVESTOR },
    signsInAtBank: true,
  },
];

const BY_ID = new Map(INSTITUTIONS.map((institution) => [institution.institutionId, institution]));

/** The institution with this id, or null. */
export function findInstitution(institutionId: string): InstitutionProfile | null {
  return BY_ID.get(institutionId) ?? null;
}

/** The institutions of these countries whose names hold every word of the query; an empty query finds all. */
export function searchInstitutions(query: string, countryCodes: readonly string[]): InstitutionProfile[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return INSTITUTIONS.filter(({ name, tagline, countryCodes: own }) => {
    const text = `${name} ${tagline}`.toLowerCase();
    return own.some((code) => countryCodes.includes(code)) && words.every((word) => text.includes(word));
  });
}
