import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { FieldChange } from "@/domain/reconcile/field-changes";
import type { SqlExecutor } from "./client";

export type ChangeRecord = {
  readonly itemId: ItemId;
  readonly seq: number;
  readonly kind: "holding" | "transaction";
  readonly action: "added" | "changed" | "removed";
  readonly accountName: string | null;
  readonly securityName: string | null;
  readonly tickerSymbol: string | null;
  /** Null for holdings. `name` is the transaction's own text, `type` and `subtype` Plaid's. */
  readonly transaction: { readonly name: string; readonly type: string; readonly subtype: string | null } | null;
  readonly fields: readonly FieldChange[];
};

/** Where a page of changes ended: they are told Item by Item, holdings first, what was changed after what came and went. */
export type ChangePosition = Pick<ChangeRecord, "itemId" | "kind" | "seq"> & { readonly isChanged: boolean };

/**
 * What the refreshes that served a run changed in the user's Items: at most `limit` rows of those after `after`. The page is
 * known before any of its rows is wide: a first import may have changed a hundred thousand.
 */
export async function listChangesOfRun(
  sql: SqlExecutor,
  { runId, userId }: { runId: RefreshRunId; userId: UserId },
  { after, limit }: { after: ChangePosition | null; limit: number },
): Promise<ChangeRecord[]> {
  const { rows } = await sql.executeSql<ChangeRow>(
    `WITH page AS (
       SELECT c.* FROM refresh_run_item i JOIN item t ON t.item_id = i.item_id AND t.user_id = $2
       JOIN refresh_change c ON c.item_id = i.item_id AND c.fence = i.fence
       WHERE i.run_id = $1
         AND ($4::text IS NULL OR (c.item_id, c.kind, c.action = 'changed', c.seq) > ($4, $5::text, $6::boolean, $7::int))
       ORDER BY c.item_id, c.kind, c.action = 'changed', c.seq LIMIT $3
     )
     SELECT c.item_id, c.seq, c.kind, c.action, c.fields, a.name AS account_name, s.name AS security_name, s.ticker_symbol,
       t.name AS transaction_name, t.type AS transaction_type, t.subtype AS transaction_subtype
     FROM page c
     LEFT JOIN account a ON a.item_id = c.item_id AND a.account_id = c.account_id
     LEFT JOIN security s ON s.security_id = c.security_id
     LEFT JOIN investment_transaction t
       ON t.item_id = c.item_id AND t.investment_transaction_id = c.investment_transaction_id
     ORDER BY c.item_id, c.kind, c.action = 'changed', c.seq`,
    [runId, userId, limit, after?.itemId, after?.kind, after?.isChanged, after?.seq],
  );
  return rows.map(toChange);
}

type ChangeRow = {
  item_id: string;
  seq: number;
  kind: ChangeRecord["kind"];
  action: ChangeRecord["action"];
  fields: FieldChange[];
  account_name: string | null;
  security_name: string | null;
  ticker_symbol: string | null;
  transaction_name: string | null;
  transaction_type: string | null;
  transaction_subtype: string | null;
};

function toChange(row: ChangeRow): ChangeRecord {
  return {
    itemId: row.item_id as ItemId,
    seq: row.seq,
    kind: row.kind,
    action: row.action,
    accountName: row.account_name,
    securityName: row.security_name,
    tickerSymbol: row.ticker_symbol,
    transaction:
      row.transaction_name === null || row.transaction_type === null
        ? null
        : { name: row.transaction_name, type: row.transaction_type, subtype: row.transaction_subtype },
    fields: row.fields,
  };
}
