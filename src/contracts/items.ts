import type { ItemState } from "@/domain/item-status";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { CurrencyDto, DecimalText } from "./money";

export type RefreshStage = "queued" | "holdings" | "transactions" | "saving" | "done";

/** How far a refresh is; `transactionsTotal` is null until Plaid has named it. */
export type RefreshProgress = {
  stage: RefreshStage;
  transactionsDone: number;
  transactionsTotal: number | null;
};

/** A refresh under way, and the run that it is made for. */
export type RunningRefresh = RefreshProgress & { runId: string; trigger: RefreshTrigger };

export type AccountRow = {
  accountId: string;
  name: string;
  mask: string | null;
  type: string;
  subtype: string | null;
  currency: CurrencyDto;
  balanceCurrent: DecimalText | null;
  isActive: boolean;
};

/** A linked brokerage as its card under Connections shows it. Instants are ISO text. */
export type ConnectionCard = {
  itemId: string;
  institutionName: string | null;
  /** base64 PNG */
  institutionLogo: string | null;
  institutionColor: string | null;
  state: ItemState;
  /** What the state means and what to do, for people; null when all is well. */
  stateText: string | null;
  /** Plaid's error_code or a reason of ours behind the state or the last failure. */
  reason: string | null;
  stateSince: string;
  refreshedAt: string | null;
  providerUpdatedAt: string | null;
  historyLoadedAt: string | null;
  limitedUntil: string | null;
  /** When the schedule refreshes it next; null: not until the user has helped it, or as soon as it can. */
  nextRefreshAt: string | null;
  /** Whether scheduled refreshes rest until the user has done what only they can. */
  isResting: boolean;
  /** Refreshes that failed since the last one that succeeded. */
  failureCount: number;
  expiresAt: string | null;
  linkedAt: string;
  /** Whether Reconnect (update mode) is what helps. */
  needsReconnect: boolean;
  /** Whether update mode can be gone through, and with it the choice of accounts. */
  canAddAccounts: boolean;
  /** When the institution told of accounts that are not shared yet; null: none are known. */
  newAccountsAt: string | null;
  /** Another Item of the user with the same institution and accounts. */
  duplicateOfItemId: string | null;
  accounts: AccountRow[];
  /** The refresh under way, by whomever it was asked for. */
  progress: RunningRefresh | null;
};
