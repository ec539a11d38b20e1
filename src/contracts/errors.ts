import type { ErrorCode } from "@/domain/errors";

type TrpcCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "TOO_MANY_REQUESTS"
  | "METHOD_NOT_SUPPORTED"
  | "PAYLOAD_TOO_LARGE"
  | "UNPROCESSABLE_CONTENT"
  | "SERVICE_UNAVAILABLE"
  | "INTERNAL_SERVER_ERROR";

/** What each failure is called on every transport. `text` is the whole of what a caller is told, unless the error brings its own. */
export const ERROR_TABLE = {
  MISSING_FIELDS: { http: 400, trpc: "BAD_REQUEST", text: "Missing required fields" },
  INVALID_FIELD: { http: 400, trpc: "BAD_REQUEST", text: "Invalid field" },
  INVALID_DATES: { http: 400, trpc: "BAD_REQUEST", text: "start_date and end_date must be YYYY-MM-DD" },
  DATES_OUT_OF_ORDER: { http: 400, trpc: "BAD_REQUEST", text: "start_date must not be after end_date" },
  ITEM_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", text: "Investments account not found" },
  REFRESH_RUN_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", text: "Refresh run not found" },
  RECEIPT_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", text: "Receipt not found" },
  SECURITY_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", text: "Security not found" },
  API_KEY_NOT_FOUND: { http: 404, trpc: "NOT_FOUND", text: "API key not found" },
  TOO_MANY_API_KEYS: { http: 409, trpc: "CONFLICT", text: "There are too many API keys" },
  LINK_TOKEN_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to generate link token" },
  EXCHANGE_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to exchange public token" },
  // A personal key meets these two on REST: as a token that is refused, and as any other failure of the exchange.
  LINK_INTENT_MISSING: { http: 500, trpc: "FORBIDDEN", text: "Failed to exchange public token" },
  LINK_CHECK_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to sync accounts" },
  DUPLICATE_ITEM: { http: 409, trpc: "CONFLICT", text: "These accounts are linked already" },
  ACCOUNT_SYNC_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to sync accounts" },
  REFRESH_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to refresh investments" },
  REFRESH_ALL_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to refresh all investments" },
  DISCONNECT_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to disconnect the brokerage" },
  ACCOUNT_DELETION_FAILED: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Failed to delete the account" },
  SIGN_IN_FAILED: { http: 401, trpc: "BAD_REQUEST", text: "Wrong e-mail address or password" },
  PASSKEY_REFUSED: { http: 400, trpc: "BAD_REQUEST", text: "The passkey was not accepted" },
  NOT_CONFIRMED: { http: 403, trpc: "FORBIDDEN", text: "Confirm that it is you" },
  LINK_NOT_VALID: { http: 404, trpc: "NOT_FOUND", text: "This link is not valid" },
  EMAIL_TAKEN: { http: 409, trpc: "CONFLICT", text: "There is an account with this e-mail address" },
  WEAK_PASSWORD: { http: 422, trpc: "UNPROCESSABLE_CONTENT", text: "The password is too easy to guess" },
  TOO_MANY_INVITATIONS: { http: 409, trpc: "CONFLICT", text: "There are too many invitations" },
  LAST_WAY_IN: { http: 409, trpc: "CONFLICT", text: "The account could not be signed in to without it" },
  NOT_FOUND: { http: 404, trpc: "NOT_FOUND", text: "Not Found" },
  RATE_LIMITED: { http: 429, trpc: "TOO_MANY_REQUESTS", text: "Too many requests" },
  UNAUTHORIZED: { http: 401, trpc: "UNAUTHORIZED", text: "Unauthorized" },
  FORBIDDEN: { http: 403, trpc: "FORBIDDEN", text: "Forbidden" },
  METHOD_NOT_ALLOWED: { http: 405, trpc: "METHOD_NOT_SUPPORTED", text: "Method Not Allowed" },
  PAYLOAD_TOO_LARGE: { http: 413, trpc: "PAYLOAD_TOO_LARGE", text: "Payload Too Large" },
  // The connection broke off, or was too slow: whoever asked is gone mostly.
  BODY_INCOMPLETE: { http: 400, trpc: "BAD_REQUEST", text: "Bad Request" },
  MISDIRECTED: { http: 421, trpc: "BAD_REQUEST", text: "Misdirected Request" },
  UNAVAILABLE: { http: 503, trpc: "SERVICE_UNAVAILABLE", text: "Service Unavailable" },
  INTERNAL: { http: 500, trpc: "INTERNAL_SERVER_ERROR", text: "Internal Server Error" },
} as const satisfies Record<ErrorCode, { http: number; trpc: TrpcCode; text: string }>;

/** The body of every error on REST: exactly this key. */
export type ErrorBody = { readonly error: string };
