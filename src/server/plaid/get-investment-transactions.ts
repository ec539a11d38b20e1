import type { DateRange } from "@/domain/date-range";
import type { Account, InvestmentTransaction, Security } from "@/domain/entities";
import { ProviderError } from "@/domain/errors";
import type { AccessToken } from "./access-token";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions, Deadline } from "./deadline";
import { failureOf } from "./failure";
import { mergeSecurities } from "./merge-securities";
import { type Page, readAllPages } from "./pages";
import { transactionsAnswer } from "./schemas";
import { toAccounts, toSecurity, toTransaction } from "./to-domain";

const PATH = "/investments/transactions/get";
/** The first call after linking waits for the extraction, a minute or two. */
const BACKGROUND_MS = 180_000;

export type TransactionHistory = {
  readonly accounts: readonly Account[];
  readonly transactions: readonly InvestmentTransaction[];
  readonly securities: readonly Security[];
};

export type TransactionOptions = CallOptions & {
  /** Transactions read so far, and how many there are. Falls back when the list moved and reading starts over. */
  readonly onProgress?: (done: number, total: number) => void;
};

type Span = { readonly offset: number; readonly count: number };
type TransactionPage = Page<InvestmentTransaction> & Omit<TransactionHistory, "transactions">;

/**
 * Every transaction of the range that was there from the beginning of this call to its end, or none at all.
 * Shapes: `range` is two inclusive posting dates; newest first, ids unique; securities are those of all pages.
 * Errors: ProviderError; `unstable_pages` when the list changed under every attempt to read it.
 * Source: Plaid /investments/transactions/get, which has neither a cursor nor a list of removals.
 */
export async function getInvestmentTransactions(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  range: DateRange,
  { deadline, onProgress }: TransactionOptions,
): Promise<TransactionHistory> {
  let accounts: readonly Account[] = [];
  const securities: (readonly Security[])[] = [];
  const fetchPage = async (span: Span, pageDeadline: Deadline) => {
    const page = await getPage(plaid, accessToken, range, span, { deadline: pageDeadline });
    accounts = page.accounts;
    securities.push(page.securities);
    return page;
  };
  const idOf = (transaction: InvestmentTransaction) => transaction.investmentTransactionId;
  const transactions = await readAllPages({ fetchPage, idOf, ...(onProgress && { onProgress }) }, deadline);
  if (transactions === null) throw new ProviderError(failureOf("unstable_pages", PATH));
  return { accounts, transactions, securities: mergeSecurities(securities) };
}

function getPage(
  plaid: PlaidGateway,
  accessToken: AccessToken,
  { startDate, endDate }: DateRange,
  span: Span,
  options: CallOptions,
): Promise<TransactionPage> {
  const body = { access_token: accessToken, start_date: startDate, end_date: endDate, options: span };
  return callPlaid(
    plaid,
    {
      path: PATH,
      item: accessToken,
      send: (api, settings) => api.investmentsTransactionsGet(body, settings),
      schema: transactionsAnswer,
      toDomain: (answer) => ({
        total: Number(answer.total_investment_transactions),
        rows: answer.investment_transactions.map(toTransaction),
        accounts: toAccounts(answer.accounts),
        securities: answer.securities.map(toSecurity),
      }),
      isRepeatable: true,
      refusesItemInError: true,
      size: "data",
      backgroundMs: BACKGROUND_MS,
    },
    options,
  );
}
