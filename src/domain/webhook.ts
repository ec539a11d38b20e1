/**
 * A webhook of Plaid's, by what it is acted upon. It says that something happened, never what is true now: webhooks come twice,
 * late and out of order, so what became of an Item is asked of Plaid. Only the end of access, and that there are accounts which
 * are not shared, is known from nowhere else.
 */
export type Webhook = {
  /** Plaid: webhook_type and webhook_code; any text. */
  readonly type: string;
  readonly code: string;
  /** Null for webhooks that concern no Item. */
  readonly itemId: string | null;
  /** Plaid: environment; null when it is not said. */
  readonly environment: string | null;
  /** Whether transactions were cancelled, whatever their date. */
  readonly hasCancellations: boolean;
  /** When the institution or the consent ends the access; null when that is not said. */
  readonly accessEndsAt: Date | null;
};

/** What a webhook asks for. */
export type WebhookRequest = {
  /** A refresh finds out what happened. */
  readonly isRefresh: boolean;
  /** It covers all 24 months. */
  readonly isWholeHistory: boolean;
  /** It may end a state in which the Item rests until its user does something. */
  readonly mayEndRest: boolean;
  /** Access ends at a date that the webhook tells. */
  readonly endsAccess: boolean;
  /** There are accounts that the user could share. */
  readonly offersAccounts: boolean;
  /** Plaid always says of which environment it is. */
  readonly tellsEnvironment: boolean;
};

const NOTHING: WebhookRequest = {
  isRefresh: false,
  isWholeHistory: false,
  mayEndRest: false,
  endsAccess: false,
  offersAccounts: false,
  tellsEnvironment: false,
};
const REFRESH: WebhookRequest = { ...NOTHING, isRefresh: true, tellsEnvironment: true };
const WHOLE_HISTORY: WebhookRequest = { ...REFRESH, isWholeHistory: true };
const NEWS_OF_REST: WebhookRequest = { ...REFRESH, mayEndRest: true };
const END_OF_ACCESS: WebhookRequest = { ...NOTHING, endsAccess: true, tellsEnvironment: true };

/** Types that are not named are kept and ask for nothing: LINK, DASHBOARD_CONFIGURED_ALERT, whatever Plaid adds. */
const REQUESTS: Readonly<Record<string, WebhookRequest>> = {
  "HOLDINGS DEFAULT_UPDATE": REFRESH,
  "INVESTMENTS_TRANSACTIONS DEFAULT_UPDATE": REFRESH,
  "INVESTMENTS_TRANSACTIONS HISTORICAL_UPDATE": WHOLE_HISTORY,
  "ITEM ERROR": REFRESH,
  "ITEM LOGIN_REPAIRED": NEWS_OF_REST,
  "ITEM NEW_ACCOUNTS_AVAILABLE": { ...NEWS_OF_REST, offersAccounts: true, tellsEnvironment: false },
  "ITEM USER_PERMISSION_REVOKED": NEWS_OF_REST,
  "ITEM USER_ACCOUNT_REVOKED": REFRESH,
  "ITEM PENDING_DISCONNECT": END_OF_ACCESS,
  "ITEM PENDING_EXPIRATION": END_OF_ACCESS,
};

/** What a webhook asks for; nothing, when its type or code is not known. */
export function requestOf({ type, code, hasCancellations }: Webhook): WebhookRequest {
  const name = `${type} ${code}`;
  const request = Object.hasOwn(REQUESTS, name) ? REQUESTS[name] : undefined;
  if (request === REFRESH && hasCancellations) return WHOLE_HISTORY;
  return request ?? NOTHING;
}
