import * as z from "zod";
import { countryCodes } from "@/sandbox/fields";
import { searchInstitutions } from "@/sandbox/institutions/catalogue";
import { institutionJson } from "@/sandbox/institutions/institution-json";
import { defineRoute, ignored } from "@/sandbox/route";

const options = z.strictObject({
  products: z.array(z.string()).nullish(),
  routing_numbers: z.array(z.string()).nullish(),
  oauth: z.boolean().nullish(),
  include_optional_metadata: z.boolean().optional(),
  include_auth_metadata: ignored,
  include_payment_initiation_metadata: ignored,
});
const fields = {
  count: z.int().min(1).max(500),
  offset: z.int().min(0),
  country_codes: countryCodes,
  options: options.optional(),
};

/** A page of all institutions of these countries, in a fixed order. */
export const institutionsGet = defineRoute("/institutions/get", fields, (_sandbox, body) => {
  const offersAll = (body.options?.products ?? []).every((product) => product === "investments");
  const isPossible = offersAll && body.options?.oauth !== true && !body.options?.routing_numbers?.length;
  const found = isPossible ? searchInstitutions("", body.country_codes) : [];
  const page = found.slice(body.offset, body.offset + body.count);
  return { institutions: page.map((institution) => institutionJson(institution, body.options)), total: found.length };
});
