/**
 * Branded identifiers. All are opaque, case-sensitive text; nothing parses them.
 * A `UserId` is minted in `server/services/authorize.ts` alone: holding one proves that the caller may act for that user.
 */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type UserId = Brand<string, "UserId">;
export type ItemId = Brand<string, "ItemId">;
export type AccountId = Brand<string, "AccountId">;
export type SecurityId = Brand<string, "SecurityId">;
export type InstitutionId = Brand<string, "InstitutionId">;
export type InvestmentTransactionId = Brand<string, "InvestmentTransactionId">;
export type RefreshRunId = Brand<string, "RefreshRunId">;

export const IDENTIFIER_MAX_CODE_POINTS = 128;

/** Whether `text` is an identifier we accept from outside: 1–128 code points, well-formed Unicode, no control characters. */
export function isIdentifier(text: string): boolean {
  if (text.length === 0 || /\p{Cc}/u.test(text)) return false;
  return [...text].length <= IDENTIFIER_MAX_CODE_POINTS && !/\p{Surrogate}/u.test(text);
}
