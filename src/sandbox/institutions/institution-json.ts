import type { InstitutionProfile } from "@/sandbox/institutions/catalogue";
import { drawLogo } from "@/sandbox/institutions/logo";
import type { JsonObject } from "@/sandbox/json";

const logos = new Map<string, string | null>();

/** The institution's logo as base64 PNG; null where it has none. */
export function logoOf({ institutionId, emblem, color }: InstitutionProfile): string | null {
  const known = logos.get(institutionId);
  if (known !== undefined) return known;
  const logo = emblem === null ? null : drawLogo(emblem, color);
  logos.set(institutionId, logo);
  return logo;
}

/** An institution in Plaid's shape; the optional keys are there only when asked for. */
export function institutionJson(
  institution: InstitutionProfile,
  asked: { include_optional_metadata?: boolean | undefined; include_status?: boolean | undefined } = {},
): JsonObject {
  return {
    institution_id: institution.institutionId,
    name: institution.name,
    products: ["investments"],
    country_codes: [...institution.countryCodes],
    routing_numbers: [],
    dtc_numbers: [],
    oauth: institution.signsInAtBank ?? false,
    ...(asked.include_optional_metadata
      ? { url: institution.url, primary_color: institution.color, logo: logoOf(institution) }
      : {}),
    ...(asked.include_status ? { status: null } : {}),
  };
}
