import * as z from "zod";
import { text } from "@/sandbox/fields";
import { ignored } from "@/sandbox/route";

const productList = z.array(z.string()).nullish();

const redirectUri = z
  .url()
  .refine((uri) => !uri.includes("?") && !uri.includes("#"), "must have no query and no fragment");

const user = z.strictObject({
  client_user_id: text,
  legal_name: ignored,
  name: ignored,
  phone_number: ignored,
  phone_number_verified_time: ignored,
  email_address: ignored,
  email_address_verified_time: ignored,
  ssn: ignored,
  date_of_birth: ignored,
  address: ignored,
  id_number: ignored,
});

const update = z.strictObject({
  account_selection_enabled: z.boolean().optional(),
  reauthorization_enabled: ignored,
  user: ignored,
  item_ids: ignored,
});

/** The optional keys of /link/token/create: those the sandbox acts on, then those it only knows. */
export const linkTokenFields = {
  user: user.optional(),
  user_id: z.string().optional(),
  products: productList,
  required_if_supported_products: productList,
  optional_products: productList,
  additional_consented_products: productList,
  webhook: z.url().optional(),
  access_token: z.string().nullish(),
  redirect_uri: redirectUri.optional(),
  update: update.optional(),
  access_tokens: ignored,
  link_customization_name: ignored,
  appearance_mode: ignored,
  android_package_name: ignored,
  institution_data: ignored,
  card_switch: ignored,
  account_filters: ignored,
  eu_config: ignored,
  institution_id: ignored,
  payment_configuration: ignored,
  payment_initiation: ignored,
  employment: ignored,
  income_verification: ignored,
  base_report: ignored,
  credit_partner_insights: ignored,
  cra_options: ignored,
  consumer_report_permissible_purpose: ignored,
  auth: ignored,
  transfer: ignored,
  identity_verification: ignored,
  statements: ignored,
  third_party_user_token: ignored,
  investments: ignored,
  investments_auth: ignored,
  hosted_link: ignored,
  transactions: ignored,
  cashflow_report: ignored,
  cra_enabled: ignored,
  identity: ignored,
  financekit_supported: ignored,
  enable_multi_item_link: ignored,
  user_token: ignored,
} as const;
