import { PlaidFailure } from "@/sandbox/errors";
import { isJsonObject, type JsonObject } from "@/sandbox/json";
import type { Picture, PictureAccount } from "@/sandbox/picture";
import type { Sandbox } from "@/sandbox/sandbox";
import type { SandboxItem } from "@/sandbox/state";

export type ItemData = { picture: Picture; accounts: readonly PictureAccount[]; shows(accountId: string): boolean };

/**
 * What an Item shows now: its picture, and those accounts that the person shared and the caller asks for.
 * Errors: INVALID_ACCOUNT_ID when the caller asks for an account that is not shared.
 */
export function readItem(sandbox: Sandbox, item: SandboxItem, asked: readonly string[] | undefined): ItemData {
  const picture = sandbox.pictures.of(item).at(sandbox.clock.now().getTime());
  const hasLiteral = sandbox.store.state.pictures[item.itemId] !== undefined;
  const selected = hasLiteral ? null : item.selectedAccountIds;
  const shared = picture.accounts().filter(({ accountId }) => selected === null || selected.includes(accountId));
  const unknown = asked?.find((id) => !shared.some(({ accountId }) => accountId === id));
  if (unknown !== undefined)
    throw new PlaidFailure("INVALID_ACCOUNT_ID", "an account in account_ids does not belong to this Item");
  const accounts = asked === undefined ? shared : shared.filter(({ accountId }) => asked.includes(accountId));
  const shown = new Set(accounts.map(({ accountId }) => accountId));
  // A literal picture may hold rows of accounts it does not list: those are served too, unless the caller filters.
  return { picture, accounts, shows: (accountId) => (hasLiteral && asked === undefined) || shown.has(accountId) };
}

/** Like readItem, for what is invested. Errors also: NO_INVESTMENT_ACCOUNTS for a login that has other accounts only. */
export function readInvestments(sandbox: Sandbox, item: SandboxItem, asked: readonly string[] | undefined): ItemData {
  const data = readItem(sandbox, item, asked);
  const accounts = data.picture.accounts();
  if (accounts.length > 0 && accounts.every(({ json }) => json.type === "depository"))
    throw new PlaidFailure("NO_INVESTMENT_ACCOUNTS", "this login has no investment accounts");
  return data;
}

/** The account as the account endpoints show it: only the investment endpoints know a margin loan. */
export function plainAccount({ json }: PictureAccount): JsonObject {
  if (!isJsonObject(json.balances)) return json;
  return { ...json, balances: { ...json.balances, margin_loan_amount: undefined } };
}
