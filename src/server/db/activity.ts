import type { ActivityStatus } from "@/domain/activity";
import type { ItemId } from "@/domain/ids";
import type { KnownTransaction } from "@/domain/reconcile/known";
import { type ActivityListQuery, activityStatement } from "./activity-statement";
import type { SqlExecutor } from "./client";
import { type TransactionRecord, toTransaction } from "./map";

export type ActivityRecord = KnownTransaction & {
  readonly itemId: ItemId;
  readonly institutionName: string | null;
  /** Null: Plaid never described the account. */
  readonly accountName: string | null;
  readonly accountMask: string | null;
  readonly tickerSymbol: string | null;
  readonly securityName: string | null;
  readonly securityType: string | null;
  readonly status: ActivityStatus;
};

/**
 * The user's transactions over the linked Items in scope, newest first: at most `limit` of those after `after` in that order.
 */
export async function listActivity(sql: SqlExecutor, query: ActivityListQuery): Promise<ActivityRecord[]> {
  const { text, values } = activityStatement(query);
  const { rows } = await sql.executeSql<ActivityRow>(text, values, { isPlannedAnew: true });
  return rows.map(toRecord);
}

type ActivityRow = TransactionRecord & {
  item_id: string;
  institution_name: string | null;
  account_name: string | null;
  account_mask: string | null;
  ticker_symbol: string | null;
  security_name: string | null;
  security_type: string | null;
  status: ActivityStatus;
};

function toRecord(row: ActivityRow): ActivityRecord {
  return {
    ...toTransaction(row),
    itemId: row.item_id as ItemId,
    institutionName: row.institution_name,
    accountName: row.account_name,
    accountMask: row.account_mask,
    tickerSymbol: row.ticker_symbol,
    securityName: row.security_name,
    securityType: row.security_type,
    status: row.status,
  };
}
