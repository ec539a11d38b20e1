import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";
import { countryCodes, text } from "@/sandbox/fields";
import { findInstitution } from "@/sandbox/institutions/catalogue";
import { institutionJson } from "@/sandbox/institutions/institution-json";
import { defineRoute, ignored } from "@/sandbox/route";

const options = z.strictObject({
  include_optional_metadata: z.boolean().optional(),
  include_status: z.boolean().optional(),
  include_auth_metadata: ignored,
  include_payment_initiation_metadata: ignored,
});
const fields = { institution_id: text, country_codes: countryCodes, options: options.optional() };

/** One institution. Errors: INVALID_INSTITUTION for an unknown id or one outside the countries. */
export const institutionsGetById = defineRoute("/institutions/get_by_id", fields, (_sandbox, body) => {
  const institution = findInstitution(body.institution_id);
  const isServed = institution?.countryCodes.some((code) => body.country_codes.includes(code));
  if (institution === null || !isServed) {
    throw new PlaidFailure("INVALID_INSTITUTION", "no institution with this id serves these countries");
  }
  return { institution: institutionJson(institution, body.options) };
});
