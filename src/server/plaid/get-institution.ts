import type { CountryCode } from "plaid";
import type { Institution } from "@/domain/entities";
import type { InstitutionId } from "@/domain/ids";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { institutionAnswer } from "./schemas";
import { toInstitution } from "./to-domain";

/**
 * An institution with its logo and colour where Plaid has them.
 * Errors: ProviderError.
 * Source: Plaid /institutions/get_by_id.
 */
export function getInstitution(
  plaid: PlaidGateway,
  institutionId: InstitutionId,
  countryCodes: readonly string[],
  options: CallOptions,
): Promise<Institution> {
  const body = {
    institution_id: institutionId,
    country_codes: [...countryCodes] as CountryCode[],
    options: { include_optional_metadata: true },
  };
  return callPlaid(
    plaid,
    {
      path: "/institutions/get_by_id",
      send: (api, settings) => api.institutionsGetById(body, settings),
      schema: institutionAnswer,
      toDomain: toInstitution,
      isRepeatable: true,
    },
    options,
  );
}
