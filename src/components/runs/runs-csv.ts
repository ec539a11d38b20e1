import type { RefreshRunRow } from "@/contracts/refresh-history";
import { writeCsv } from "@/domain/csv";
import type { ChangeCounts } from "@/domain/reconcile/field-changes";
import { RESULT_TEXTS, runDurationMs, runResult, TRIGGER_TEXTS } from "./run-texts";

type Column = readonly [head: string, read: (run: RefreshRunRow) => string | null];

const KINDS = ["added", "changed", "removed", "unchanged"] as const satisfies (keyof ChangeCounts)[];
const countsOf = (name: string, read: (run: RefreshRunRow) => ChangeCounts): Column[] =>
  KINDS.map((kind) => [`${name} ${kind}`, (run) => String(read(run)[kind])]);

const COLUMNS: readonly Column[] = [
  ["Run", (run) => run.runId],
  ["Started", (run) => run.requestedAt],
  ["Ended", (run) => run.finishedAt],
  ["Milliseconds", (run) => runDurationMs(run)?.toString() ?? null],
  ["Asked for by", (run) => TRIGGER_TEXTS[run.trigger]],
  ["Result", (run) => RESULT_TEXTS[runResult(run)]],
  ["Transactions from", (run) => run.startDate],
  ["Transactions to", (run) => run.endDate],
  ["Brokerages", (run) => String(run.itemCount)],
  ["Failed", (run) => String(run.failedCount)],
  ...countsOf("Holdings", (run) => run.holdings),
  ...countsOf("Transactions", (run) => run.transactions),
];

/** Refreshes as CSV, one line each in the given order; instants are UTC. */
export function runsCsv(runs: readonly RefreshRunRow[]): string {
  return writeCsv([COLUMNS.map(([head]) => head), ...runs.map((run) => COLUMNS.map(([, read]) => read(run)))]);
}
