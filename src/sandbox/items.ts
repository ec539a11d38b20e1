import { errorObject, PlaidFailure } from "@/sandbox/errors";
import { dropExpiredTokens } from "@/sandbox/expired-tokens";
import { newToken, randomId } from "@/sandbox/ids";
import { findInstitution, type InstitutionProfile } from "@/sandbox/institutions/catalogue";
import type { JsonObject } from "@/sandbox/json";
import { CUSTOM_USERNAME } from "@/sandbox/personas/logins";
import type { Sandbox } from "@/sandbox/sandbox";
import type { SandboxItem } from "@/sandbox/state";

const PUBLIC_TOKEN_MS = 30 * 60_000;

export type NewItem = {
  institution: InstitutionProfile;
  username: string;
  password: string;
  products: string[];
  webhook: string | null;
};

/** An Item for a login that was accepted; it is not yet part of the state. */
export function draftItem(
  sandbox: Sandbox,
  { institution, username, password, products, webhook }: NewItem,
): SandboxItem {
  return {
    itemId: randomId(),
    institutionId: institution.institutionId,
    username,
    customUser: username === CUSTOM_USERNAME ? password : null,
    products,
    webhook,
    createdAt: sandbox.clock.now().toISOString(),
    selectedAccountIds: null,
    accessToken: null,
    removed: false,
    error: null,
    consentExpiresAt: null,
    announcedError: null,
    lastWebhook: null,
  };
}

/** Adds an Item, or finds it there, and hands out a one-time public token for it. The caller saves the state. */
export function issuePublicToken({ store, clock }: Sandbox, item: SandboxItem): string {
  const publicToken = newToken("public");
  dropExpiredTokens(store.state, clock.now().getTime());
  store.state.items[item.itemId] = item;
  const expiresAt = new Date(clock.now().getTime() + PUBLIC_TOKEN_MS).toISOString();
  store.state.publicTokens[publicToken] = { itemId: item.itemId, expiresAt, used: false };
  return publicToken;
}

/**
 * The live Item an access token opens.
 * Errors: INVALID_ACCESS_TOKEN for a token never handed out, ITEM_NOT_FOUND for a removed Item.
 */
export function requireItem({ store }: Sandbox, accessToken: string): SandboxItem {
  const item = Object.values(store.state.items).find((candidate) => candidate.accessToken === accessToken);
  if (item === undefined)
    throw new PlaidFailure("INVALID_ACCESS_TOKEN", "this access token was not issued by this sandbox");
  if (item.removed) throw new PlaidFailure("ITEM_NOT_FOUND", "this Item was removed");
  return item;
}

/** Like requireItem, for calls that read data. Errors also: the Item's own error, ITEM_LOGIN_REQUIRED when its consent has ended. */
export function requireHealthyItem(sandbox: Sandbox, accessToken: string): SandboxItem {
  const item = requireItem(sandbox, accessToken);
  const failure = errorOf(sandbox, item);
  if (failure !== null) throw failure;
  return item;
}

/** What is wrong with an Item; null when nothing is. */
export function errorOf({ clock }: Sandbox, { error, consentExpiresAt }: SandboxItem): PlaidFailure | null {
  const isExpired = consentExpiresAt !== null && Date.parse(consentExpiresAt) <= clock.now().getTime();
  const code = error ?? (isExpired ? "ITEM_LOGIN_REQUIRED" : null);
  return code === null ? null : new PlaidFailure(code, "this Item must be repaired through Link in update mode");
}

/** The Item in Plaid's shape; only /item/get shows its failure. */
export function itemJson(item: SandboxItem, failure: PlaidFailure | null = null): JsonObject {
  return {
    item_id: item.itemId,
    institution_id: item.institutionId,
    institution_name: findInstitution(item.institutionId)?.name ?? null,
    webhook: item.webhook,
    auth_method: null,
    error: failure && errorObject(failure),
    available_products: item.products.includes("investments") ? [] : ["investments"],
    billed_products: [...item.products],
    products: [...item.products],
    consented_products: [...item.products],
    consent_expiration_time: item.consentExpiresAt,
    update_type: "background",
  };
}
