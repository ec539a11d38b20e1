import type { DateRange } from "@/domain/date-range";
import type { Picture } from "@/domain/entities";
import type { AccessToken } from "./access-token";
import type { PlaidGateway } from "./client";
import type { CallOptions, Deadline } from "./deadline";
import { getHoldings } from "./get-holdings";
import { getInvestmentTransactions } from "./get-investment-transactions";
import { mergeSecurities } from "./merge-securities";
import { together } from "./together";

/** Transactions received so far, and how many Plaid announced. */
export type PictureProgress = { readonly done: number; readonly total: number };

export type PictureOptions = CallOptions & { readonly onProgress?: (progress: PictureProgress) => void };

/**
 * One Item as Plaid shows it after this call began, complete or not at all.
 * Shapes: `range` as for the transactions, null for none of them; accounts are those of the holdings answer, of every type;
 * securities those of both answers.
 * Errors: ProviderError, the first of either call; the other one is called off.
 * Source: Plaid /investments/holdings/get, /investments/transactions/get.
 */
export async function fetchPicture(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  range: DateRange | null,
  { deadline, onProgress }: PictureOptions,
): Promise<Picture> {
  const readHoldings = (taskDeadline: Deadline) => getHoldings(plaid, accessToken, { deadline: taskDeadline });
  const report = (done: number, total: number) => onProgress?.({ done, total });
  const readTransactions = async (taskDeadline: Deadline) =>
    range && getInvestmentTransactions(plaid, accessToken, range, { deadline: taskDeadline, onProgress: report });

  const [shown, history] = await together(deadline, [readHoldings, readTransactions]);
  return {
    accounts: shown.accounts,
    holdings: shown.holdings,
    transactions: history?.transactions ?? [],
    transactionAccountIds: new Set(history?.accounts.map((account) => account.accountId)),
    securities: mergeSecurities([shown.securities, history?.securities ?? []]),
  };
}
