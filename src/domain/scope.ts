import { type AccountId, type ItemId, isIdentifier } from "./ids";

/** Of what a page tells: all that a user owns, one linked Item, or one account of it. */
export type Scope =
  | { readonly kind: "all" }
  | { readonly kind: "item"; readonly itemId: ItemId }
  | { readonly kind: "account"; readonly itemId: ItemId; readonly accountId: AccountId };

export const ALL: Scope = { kind: "all" };

/** Both ids escaped, so that neither can hold it. */
const SEPARATOR = "~";

/** `""`, `<item id>` or `<item id>~<account id>`, each id percent-encoded, `~` too. */
export function scopeText(scope: Scope): string {
  if (scope.kind === "all") return "";
  return scope.kind === "item" ? escaped(scope.itemId) : escaped(scope.itemId) + SEPARATOR + escaped(scope.accountId);
}

/** Null: no text of a scope. Whether the Item is the user's own is for the query to say. */
export function parseScope(text: string): Scope | null {
  if (text === "") return ALL;
  const ids = text.split(SEPARATOR).map(unescaped);
  if (ids.length > 2 || !ids.every((id) => id !== null && isIdentifier(id))) return null;
  const [itemId, accountId] = ids as [ItemId, AccountId?];
  return accountId === undefined ? { kind: "item", itemId } : { kind: "account", itemId, accountId };
}

/** Whether a scope tells of an account. */
export function isInScope(scope: Scope, row: { readonly itemId: string; readonly accountId: string }): boolean {
  if (scope.kind === "all") return true;
  return scope.itemId === row.itemId && (scope.kind === "item" || scope.accountId === row.accountId);
}

/** Whether a scope tells of an Item, or of an account of it. */
export function concernsItem(scope: Scope, itemId: ItemId): boolean {
  return scope.kind === "all" || scope.itemId === itemId;
}

/** The one account that a scope names; null: it names none, or all. */
export function accountOfScope(scope: Scope): AccountId | null {
  return scope.kind === "account" ? scope.accountId : null;
}

function escaped(id: string): string {
  return encodeURIComponent(id).replaceAll(SEPARATOR, "%7E");
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
