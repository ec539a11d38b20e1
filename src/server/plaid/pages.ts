import type { Deadline } from "./deadline";
import { together } from "./together";

export type Page<Row> = { readonly total: number; readonly rows: readonly Row[] };

export type Pages<Row> = {
  readonly fetchPage: (span: { offset: number; count: number }, deadline: Deadline) => Promise<Page<Row>>;
  readonly idOf: (row: Row) => string;
  /** Rows read so far of this attempt; falls back when paging starts over. */
  readonly onProgress?: (done: number, total: number) => void;
};

export const PAGE_SIZE = 500;
const PARALLEL_PAGES = 4;
const MAX_RESTARTS = 5;

/** The rows moved between two pages. */
class PagesMovedError extends Error {}

/**
 * All rows of a paged list that may change while it is read: every row that was in it from beginning to end, or null when it
 * would not hold still for that.
 *
 * Each page begins with the last row of the page before. Where that row is the same, nothing moved across the border between
 * the two readings, so no row can have slipped through; that holds in whatever order the pages are read. Beside that the total
 * stays the same, no id comes twice, and the first page is read again at the end, for rows that came in meanwhile.
 * One answer is of one moment: a list that fits into it is not read twice. A list shorter than its own total is never believed.
 */
export async function readAllPages<Row>(pages: Pages<Row>, deadline: Deadline): Promise<readonly Row[] | null> {
  for (let restarts = 0; restarts <= MAX_RESTARTS; restarts++) {
    try {
      return await readOnce(pages, deadline);
    } catch (error) {
      if (!(error instanceof PagesMovedError)) throw error;
    }
  }
  return null;
}

async function readOnce<Row>(pages: Pages<Row>, deadline: Deadline): Promise<readonly Row[]> {
  const first = await pages.fetchPage({ offset: 0, count: PAGE_SIZE }, deadline);
  const { total } = first;
  let done = Math.min(first.rows.length, total);
  pages.onProgress?.(done, total);
  if (first.rows.length === total) return withUniqueIds(pages, first.rows);

  async function readSpan(offset: number, spanDeadline: Deadline): Promise<Row[]> {
    const end = Math.min(offset + PAGE_SIZE, total);
    const rows: Row[] = [];
    // A page may be shorter than was asked for; the rest of the span is then asked for by itself.
    while (rows.length < end - offset) {
      const from = offset + Math.max(0, rows.length - 1);
      const page = await pages.fetchPage({ offset: from, count: end - from }, spanDeadline);
      if (page.total !== total || page.rows.length > end - from) throw new PagesMovedError();
      const before = rows.length;
      append(pages, rows, page.rows);
      if (rows.length === before) throw new PagesMovedError();
    }
    done += rows.length - 1;
    pages.onProgress?.(Math.min(done, total), total);
    return rows;
  }

  if (first.rows.length === 0 || first.rows.length > total) throw new PagesMovedError();
  const offsets: number[] = [];
  for (let offset = first.rows.length - 1; offset < total - 1; offset += PAGE_SIZE - 1) offsets.push(offset);
  const spans: Row[][] = [];
  const queue = offsets.entries();
  const reader = async (readerDeadline: Deadline) => {
    for (const [index, offset] of queue) spans[index] = await readSpan(offset, readerDeadline);
  };
  await together(
    deadline,
    Array.from({ length: Math.min(PARALLEL_PAGES, offsets.length) }, () => reader),
  );

  const rows = [...first.rows];
  for (const span of spans) append(pages, rows, span);
  const again = await pages.fetchPage({ offset: 0, count: first.rows.length }, deadline);
  if (again.total !== total || JSON.stringify(again.rows) !== JSON.stringify(first.rows)) throw new PagesMovedError();
  return withUniqueIds(pages, rows);
}

/** Adds what follows `rows` on `next`, whose first row must be their last. */
function append<Row>({ idOf }: Pages<Row>, rows: Row[], next: readonly Row[]): void {
  const [last, border] = [rows.at(-1), next[0]];
  if (last !== undefined && (border === undefined || idOf(border) !== idOf(last))) throw new PagesMovedError();
  for (const row of last === undefined ? next : next.slice(1)) rows.push(row);
}

function withUniqueIds<Row>({ idOf }: Pages<Row>, rows: readonly Row[]): readonly Row[] {
  if (new Set(rows.map(idOf)).size !== rows.length) throw new PagesMovedError();
  return rows;
}
