import * as z from "zod";
import { countryCodes } from "@/sandbox/fields";
import { searchInstitutions } from "@/sandbox/institutions/catalogue";
import { institutionJson } from "@/sandbox/institutions/institution-json";
import { defineRoute, ignored } from "@/sandbox/route";

const options = z.strictObject({
  oauth: z.boolean().nullish(),
  include_optional_metadata: z.boolean().optional(),
  include_auth_metadata: ignored,
  include_payment_initiation_metadata: ignored,
  payment_initiation: ignored,
});
const fields = {
  query: z.string(),
  products: z.array(z.string()).nullish(),
  country_codes: countryCodes,
  options: options.optional(),
};
const MOST_RESULTS = 10;

/** Institutions whose names hold every word of the query and that offer the products; at most ten. */
export const institutionsSearch = defineRoute("/institutions/search", fields, (_sandbox, body) => {
  const offersAll = (body.products ?? []).every((product) => product === "investments");
  const found = offersAll && body.options?.oauth !== true ? searchInstitutions(body.query, body.country_codes) : [];
  return {
    institutions: found.slice(0, MOST_RESULTS).map((institution) => institutionJson(institution, body.options)),
  };
});
