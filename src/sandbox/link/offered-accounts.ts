import type { InstitutionProfile } from "@/sandbox/institutions/catalogue";
import { readItem } from "@/sandbox/item-data";
import { isJsonObject, type JsonObject, type JsonValue } from "@/sandbox/json";
import type { Sandbox } from "@/sandbox/sandbox";
import type { SandboxItem } from "@/sandbox/state";

export type OfferedAccount = JsonObject & { account_id: string };

function textOr(value: JsonValue | undefined, fallback: string | null): string | null {
  return typeof value === "string" ? value : fallback;
}

/** All accounts of a login, with those already shared ticked; of a new Item all are. */
export function offeredAccounts(sandbox: Sandbox, item: SandboxItem): OfferedAccount[] {
  const everything = { ...item, selectedAccountIds: null };
  return readItem(sandbox, everything, undefined).accounts.map(({ accountId, json }) => {
    const balances = isJsonObject(json.balances) ? json.balances : {};
    return {
      account_id: accountId,
      name: textOr(json.name, "Account"),
      mask: textOr(json.mask, null),
      subtype: textOr(json.subtype, null),
      balance: balances.current ?? null,
      currency: textOr(balances.iso_currency_code, textOr(balances.unofficial_currency_code, null)),
      is_ticked: item.selectedAccountIds === null || item.selectedAccountIds.includes(accountId),
    };
  });
}

export type SuccessMetadata = {
  institution: { name: string; institution_id: string };
  accounts: Record<string, string | null>[];
  link_session_id: string;
};

/** The metadata that `onSuccess` is called with. */
export function successMetadata(
  sandbox: Sandbox,
  item: SandboxItem,
  { name, institutionId }: InstitutionProfile,
  linkSessionId: string,
): SuccessMetadata {
  const accounts = readItem(sandbox, item, undefined).accounts.map(({ accountId, json }) => ({
    id: accountId,
    name: textOr(json.name, "Account"),
    mask: textOr(json.mask, null),
    type: textOr(json.type, "investment"),
    subtype: textOr(json.subtype, "brokerage"),
    verification_status: null,
    class_type: null,
  }));
  return { institution: { name, institution_id: institutionId }, accounts, link_session_id: linkSessionId };
}
