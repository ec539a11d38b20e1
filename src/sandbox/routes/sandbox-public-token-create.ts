import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";
import { checkProducts, text } from "@/sandbox/fields";
import { findInstitution } from "@/sandbox/institutions/catalogue";
import { draftItem, issuePublicToken } from "@/sandbox/items";
import { checkLogin, GOOD_PASSWORD } from "@/sandbox/personas/logins";
import { defineRoute, ignored } from "@/sandbox/route";
import type { Sandbox } from "@/sandbox/sandbox";

const options = z.strictObject({
  webhook: z.url().optional(),
  override_username: z.string().nullish(),
  override_password: z.string().nullish(),
  transactions: ignored,
  statements: ignored,
  income_verification: ignored,
});
const fields = {
  institution_id: text,
  initial_products: z.array(z.string()).min(1),
  options: options.optional(),
  user_token: ignored,
  user_id: ignored,
};

export type Login = {
  institutionId: string;
  username: string;
  password: string;
  products: string[];
  webhook: string | null;
};

/** Links a login without Link and returns its public token. Errors: INVALID_INSTITUTION and those of checkLogin. */
export function linkLogin(sandbox: Sandbox, login: Login): string {
  const institution = findInstitution(login.institutionId);
  if (institution === null) throw new PlaidFailure("INVALID_INSTITUTION", "no institution has this id");
  checkLogin(login.username, login.password, institution);
  const publicToken = issuePublicToken(sandbox, draftItem(sandbox, { ...login, institution }));
  sandbox.store.save();
  return publicToken;
}

/** A public token for a login, all its accounts shared. Errors: as linkLogin, and INVALID_PRODUCT. */
export const sandboxPublicTokenCreate = defineRoute("/sandbox/public_token/create", fields, (sandbox, body) => {
  checkProducts(body.initial_products);
  const publicToken = linkLogin(sandbox, {
    institutionId: body.institution_id,
    username: body.options?.override_username ?? "user_good",
    password: body.options?.override_password ?? GOOD_PASSWORD,
    products: body.initial_products,
    webhook: body.options?.webhook ?? null,
  });
  return { public_token: publicToken };
});
