import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";
import { dropExpiredTokens } from "@/sandbox/expired-tokens";
import { checkProducts, countryCodes, text } from "@/sandbox/fields";
import { newToken } from "@/sandbox/ids";
import { requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";
import { linkTokenFields } from "@/sandbox/routes/link-token-fields";

const LANGUAGES = "da nl en et fr de hi it lv lt no pl pt ro es sv vi".split(" ");
const NEW_ITEM_MS = 4 * 3_600_000;
const UPDATE_MS = 30 * 60_000;

const fields = { ...linkTokenFields, client_name: text, language: z.enum(LANGUAGES), country_codes: countryCodes };

function looksPersonal(clientUserId: string): boolean {
  return clientUserId.includes("@") || /^\+?[\d\s().-]{9,}$/.test(clientUserId);
}

/**
 * A Link token: four hours for a new Item, thirty minutes to repair one (`access_token`, no products, but those that consent is
 * to be asked for). It may be used often.
 * Errors: MISSING_FIELDS, INVALID_FIELD, INVALID_PRODUCT; INVALID_ACCESS_TOKEN and ITEM_NOT_FOUND in update mode.
 */
export const linkTokenCreate = defineRoute("/link/token/create", fields, (sandbox, body) => {
  const { store, clock } = sandbox;
  if (body.user === undefined && body.user_id === undefined)
    throw new PlaidFailure("MISSING_FIELDS", "these fields are required: user");
  if (body.user !== undefined && looksPersonal(body.user.client_user_id)) {
    throw new PlaidFailure("INVALID_FIELD", "user.client_user_id: must not be an e-mail address or a phone number");
  }
  const item = body.access_token ? requireItem(sandbox, body.access_token) : null;
  const products = body.products ?? [];
  if (item !== null && products.length > 0)
    throw new PlaidFailure("INVALID_FIELD", "products: must be left out in update mode");
  if (item === null && products.length === 0)
    throw new PlaidFailure("MISSING_FIELDS", "these fields are required: products");
  checkProducts([
    ...products,
    ...(body.required_if_supported_products ?? []),
    ...(body.optional_products ?? []),
    ...(body.additional_consented_products ?? []),
  ]);
  const now = clock.now().getTime();
  const linkToken = newToken("link");
  dropExpiredTokens(store.state, now);
  const expiresAt = new Date(now + (item === null ? NEW_ITEM_MS : UPDATE_MS)).toISOString();
  store.state.linkTokens[linkToken] = {
    createdAt: new Date(now).toISOString(),
    expiresAt,
    clientName: body.client_name,
    language: body.language,
    countryCodes: body.country_codes,
    products,
    addedConsents: body.additional_consented_products ?? [],
    webhook: body.webhook ?? null,
    redirectUri: body.redirect_uri ?? null,
    updateItemId: item?.itemId ?? null,
    accountSelection: body.update?.account_selection_enabled ?? false,
    sessions: [],
  };
  store.save();
  return { link_token: linkToken, expiration: expiresAt };
});
