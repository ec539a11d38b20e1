import type { ActivityPage, ActivityQuery, ActivityRow } from "@/contracts/activity";
import { type ActivityFilter, searchWords } from "@/domain/activity";
import { decimalText, parseDecimal } from "@/domain/decimal";
import type { SecurityId } from "@/domain/ids";
import { ALL } from "@/domain/scope";
import { classifyTransaction } from "@/domain/transaction-class";
import { type ActivityRecord, listActivity as listStored } from "@/server/db/activity";
import { sqlOf } from "@/server/db/client";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { parseCursor, toCursor } from "./activity-cursor";

const PAGE_SIZE = 100;

/**
 * The user's transactions over all linked brokerages, newest first, a page at a time. Whoever follows the cursors meets every
 * transaction that keeps its date once, whatever is added, changed or withdrawn meanwhile. Withdrawn ones are among them.
 */
export async function listActivity(
  ctx: ServiceContext,
  { userId, cursor, ...query }: ActivityQuery & { userId: string },
): Promise<ActivityPage> {
  const after = cursor ? parseCursor(cursor) : null;
  const owner = authorizeUser(ctx, userId);
  const asked = { userId: owner, filter: toFilter(query), after, limit: PAGE_SIZE + 1 };
  const records = await listStored(sqlOf(ctx.db), asked);
  const page = records.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return { rows: page.map(toRow), nextCursor: records.length > PAGE_SIZE && last ? toCursor(last) : null };
}

function toFilter({ search, minAmount, ...query }: Omit<ActivityQuery, "cursor">): ActivityFilter {
  return {
    kind: query.kind ?? null,
    scope: query.scope ?? ALL,
    securityId: (query.securityId ?? null) as SecurityId | null,
    startDate: query.startDate ?? null,
    endDate: query.endDate ?? null,
    words: searchWords(search ?? ""),
    minAmount: minAmount === undefined ? null : parseDecimal(minAmount),
    status: query.status ?? null,
  };
}

function toRow(record: ActivityRecord): ActivityRow {
  const { class: kind, label } = classifyTransaction(record);
  return {
    itemId: record.itemId,
    transactionId: record.investmentTransactionId,
    date: record.date,
    institutionName: record.institutionName,
    accountId: record.accountId,
    accountName: record.accountName,
    accountMask: record.accountMask,
    kind,
    label,
    type: record.type,
    subtype: record.subtype,
    name: record.name,
    securityId: record.securityId,
    tickerSymbol: record.tickerSymbol,
    securityName: record.securityName,
    securityType: record.securityType,
    currency: {
      isoCurrencyCode: record.isoCurrencyCode,
      unofficialCurrencyCode: record.unofficialCurrencyCode,
    },
    quantity: decimalText(record.quantity),
    price: decimalText(record.price),
    fees: record.fees && decimalText(record.fees),
    cashChange: decimalText(record.amount.negated()),
    status: record.status,
  };
}
