import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCalendarDate } from "@/domain/calendar-date";
import type { DateRange } from "@/domain/date-range";
import { ProviderError } from "@/domain/errors";
import { runCountOf } from "@/testing/run-count";
import { toAccessToken } from "./access-token";
import { deadlineIn } from "./deadline";
import { getInvestmentTransactions, type TransactionOptions } from "./get-investment-transactions";
import { plaidError, sendJson, startTestServer, TEST_TOKEN_TEXT, type TestServer } from "./test-server";

const date = (text: string) => parseCalendarDate(text) ?? expect.unreachable();
const RANGE: DateRange = { startDate: date("2024-01-01"), endDate: date("2025-12-31") };

const row = (id: string, amount = "1.10") =>
  `{"investment_transaction_id":"${id}","account_id":"a","security_id":"s-${id}","date":"2025-01-02","name":"x","quantity":1,"amount":${amount},"price":1,"fees":null,"type":"buy","subtype":"buy"}`;

/** A list upstream that may change before each answer. */
type Upstream = {
  ids: string[];
  maxPage: number;
  before: (request: { offset: number; count: number; tries: number }) => void;
};
let upstream: Upstream;
let requests: { offset: number; count: number }[] = [];
let refuse: ((request: { offset: number; tries: number }) => object | null) | null = null;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(({ path, body }, response) => {
    expect(path).toBe("/investments/transactions/get");
    const { options, start_date, end_date } = JSON.parse(body);
    expect([start_date, end_date]).toEqual([RANGE.startDate, RANGE.endDate]);
    requests.push(options);
    const request = { ...options, tries: requests.length };
    const refusal = refuse?.(request);
    if (refusal) return void sendJson(response, 400, refusal);
    upstream.before(request);
    const ids = upstream.ids.slice(options.offset, options.offset + Math.min(options.count, upstream.maxPage));
    const securities = ids.map((id) => `{"security_id":"s-${id}"}`);
    const text = `{"accounts":[],"investment_transactions":[${ids.map((id) => row(id))}],"securities":[${securities}],"total_investment_transactions":${upstream.ids.length}}`;
    sendJson(response, 200, text);
  });
});
afterAll(() => server.close());

const names = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);
function reset(ids: string[], more: Partial<Upstream> = {}): void {
  upstream = { ids, maxPage: 500, before: () => {}, ...more };
  requests = [];
  refuse = null;
}
const read = (more: Partial<TransactionOptions> = {}) =>
  getInvestmentTransactions(server.plaid, toAccessToken(TEST_TOKEN_TEXT), RANGE, {
    deadline: deadlineIn(20_000),
    ...more,
  });
const idsOf = async (reading: ReturnType<typeof read>) =>
  (await reading).transactions.map(({ investmentTransactionId }) => String(investmentTransactionId));

describe("R-07: a list that holds still", () => {
  it.each([0, 1, 499, 500, 501, 998, 999, 1_000, 1_001, 1_900])(
    "T9: %i transactions arrive once each, in order",
    async (count) => {
      reset(names(count));
      const progress: number[] = [];
      const history = await read({ onProgress: (done, total) => progress.push(done / Math.max(1, total)) });
      expect(history.transactions.map(({ investmentTransactionId }) => investmentTransactionId)).toEqual(names(count));
      expect(history.securities).toHaveLength(count);
      expect(requests.every((request) => request.count <= 500)).toBe(true);
      expect(requests.length).toBe(count <= 500 ? 1 : 2 + Math.ceil((count - 500) / 499));
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).toBe(count === 0 ? 0 : 1);
    },
  );

  it.each([2, 7, 100, 499])("arrives whole from a server whose pages hold at most %i", async (maxPage) => {
    reset(names(620), { maxPage });
    expect(await idsOf(read())).toEqual(names(620));
  });
});

describe("R-07: a list that moves", () => {
  it("T10: fails whole when one page fails, and calls the others off", async () => {
    reset(names(20_000));
    refuse = ({ offset }) =>
      offset === 998 ? plaidError("INVESTMENTS_LIMIT", { error_type: "RATE_LIMIT_EXCEEDED" }) : null;
    await expect(read()).rejects.toMatchObject({ failure: { errorCode: "INVESTMENTS_LIMIT" } });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests.length).toBeLessThan(10);
  });

  it("reads a new row that came in meanwhile", async () => {
    reset(names(1_200));
    upstream.before = ({ tries }) => {
      if (tries === 3) upstream.ids = ["new", ...upstream.ids];
    };
    expect(await idsOf(read())).toEqual(["new", ...names(1_200)]);
  });

  it("notices a row that slips over the border of two pages while another one fills its place", async () => {
    reset(names(2_400));
    const served = new Set<number>();
    let hasMoved = false;
    upstream.before = ({ offset }) => {
      if (!hasMoved && offset >= 998 && served.has(offset - 499)) {
        hasMoved = true;
        upstream.ids = upstream.ids.filter((id) => id !== "t600").concat("n");
      }
      served.add(offset);
    };
    expect(await idsOf(read())).toEqual([...names(2_400).filter((id) => id !== "t600"), "n"]);
    expect(hasMoved).toBe(true);
  });

  it("notices at the end that the first page is no longer what it was", async () => {
    reset(names(1_200));
    let firstPages = 0;
    upstream.before = ({ offset }) => {
      if (offset === 0 && ++firstPages === 2) upstream.ids = upstream.ids.map((id) => (id === "t5" ? "n" : id));
    };
    const found = await idsOf(read());
    expect(found).toContain("n");
    expect(found).not.toContain("t5");
  });

  it("gives up when it never holds still", async () => {
    reset(names(1_200));
    upstream.before = ({ tries }) => {
      upstream.ids = [`new${tries}`, ...upstream.ids];
    };
    await expect(read()).rejects.toMatchObject({ failure: { kind: "unstable_pages", errorCode: null } });
  });

  it("does not believe a list that is shorter than its total, nor ids that come twice", async () => {
    reset(names(700));
    upstream.ids.length = 900;
    upstream.ids = Array.from(upstream.ids, (id, index) => (index < 700 ? id : "t3"));
    await expect(read()).rejects.toMatchObject({ failure: { kind: "unstable_pages" } });
    reset(["a", "b", "a"]);
    await expect(read()).rejects.toMatchObject({ failure: { kind: "unstable_pages" } });
  });

  it("loses no row that was there all the time, whatever comes, goes and is replaced between the pages", async () => {
    const change = fc.record({
      kind: fc.constantFrom("insert", "remove", "replace", "swap"),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const changes = fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 30 });
    const outcomes = { complete: 0, unstable: 0 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 400, max: 2_600 }), changes, async (count, plan) => {
        reset(names(count));
        let fresh = 0;
        const gone = new Set<string>();
        upstream.before = ({ tries }) => {
          for (const { kind, at, to } of plan[tries - 1] ?? []) {
            const index = Math.floor(at * upstream.ids.length);
            const ids = [...upstream.ids];
            if (kind !== "insert") for (const id of ids.splice(index, 1)) gone.add(id);
            if (kind === "insert") ids.splice(index, 0, `n${fresh++}`);
            if (kind === "replace") ids.splice(Math.floor(to * ids.length), 0, `n${fresh++}`);
            if (kind === "swap") ids.splice(index, 0, `n${fresh++}`);
            upstream.ids = ids;
          }
        };
        const found = await idsOf(read()).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ProviderError);
          expect((error as ProviderError).failure.kind).toBe("unstable_pages");
          return null;
        });
        if (!found) return void outcomes.unstable++;
        outcomes.complete++;
        expect(new Set(found).size).toBe(found.length);
        const set = new Set(found);
        expect(names(count).filter((id) => !gone.has(id) && !set.has(id))).toEqual([]);
      }),
      { numRuns: runCountOf({ usual: 60, soak: 5_000 }) },
    );
    expect(outcomes.complete).toBeGreaterThan(0);
  }, 600_000);
});
