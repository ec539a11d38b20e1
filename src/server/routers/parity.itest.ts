// The four operations through both transports: the same results and the same failures, case by case.
import { TRPCError } from "@trpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import * as exchangeRoute from "@/app/api/plaid/investments/exchange_public_token/route";
import * as linkRoute from "@/app/api/plaid/investments/generate_link_token/route";
import * as refreshRoute from "@/app/api/plaid/investments/refresh/route";
import * as refreshAllRoute from "@/app/api/plaid/investments/refresh_all/route";
import type { Contract } from "@/contracts/define-contract";
import { ERROR_TABLE } from "@/contracts/errors";
import { exchangePublicTokenContract } from "@/contracts/exchange-public-token";
import { generateLinkTokenContract } from "@/contracts/generate-link-token";
import { refreshContract } from "@/contracts/refresh";
import { refreshAllContract } from "@/contracts/refresh-all";
import { AppError } from "@/domain/errors";
import { type FaultEffect, startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";
import { createCaller } from "./app-router";
import { createTrpcContext } from "./context";

const app = await startTestApp();
const USER = "demo";
type Caller = ReturnType<typeof createCaller>;

/** What a transport told, in one form. Link tokens and Item ids differ from call to call, so only their presence counts. */
type Told = { status: number; error?: string; plaidErrorCode?: string | null; success?: object };

const ONE_OF_A_KIND = ["link_token", "item_id", "run_id"];
const comparable = (body: object) =>
  Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, ONE_OF_A_KIND.includes(key) ? typeof value : value]),
  );

async function overRest(handler: (request: Request) => Promise<Response>, path: string, body: unknown): Promise<Told> {
  const answer = await callRoute(handler, path, body);
  if (answer.status < 300) return { status: answer.status, success: comparable(answer.body as object) };
  const { error } = answer.body as { error: string };
  return { status: answer.status, error, plaidErrorCode: answer.headers.get("x-plaid-error-code") };
}

async function overTrpc<Input, Result>(contract: Contract<Input, Result>, call: Promise<Result>): Promise<Told> {
  try {
    const { status, body } = contract.write(await call);
    return { status, success: comparable(body) };
  } catch (error) {
    if (!(error instanceof TRPCError) || !(error.cause instanceof AppError)) throw error;
    expect(error.code).toBe(ERROR_TABLE[error.cause.code].trpc);
    const { provider, code } = error.cause;
    return { status: ERROR_TABLE[code].http, error: error.message, plaidErrorCode: provider?.errorCode ?? null };
  }
}

type Fields = Record<string, unknown>;
/** Inputs as a caller without types sends them. */
const untyped = <Input>(fields: Fields) => fields as unknown as Input;

const OPERATIONS = {
  generate: {
    rest: () => overRest(linkRoute.POST, generateLinkTokenContract.path, { user_id: USER }),
    trpc: (caller: Caller) => overTrpc(generateLinkTokenContract, caller.link.generateLinkToken({})),
  },
  exchange: {
    rest: (input: Fields) =>
      overRest(exchangeRoute.POST, exchangePublicTokenContract.path, {
        user_id: USER,
        public_token: input.publicToken,
      }),
    trpc: (caller: Caller, input: Fields) =>
      overTrpc(exchangePublicTokenContract, caller.link.exchangePublicToken(untyped(input))),
  },
  refresh: {
    rest: ({ itemId, startDate, endDate }: Fields) =>
      overRest(refreshRoute.POST, refreshContract.path, {
        ...{ user_id: USER, item_id: itemId, start_date: startDate, end_date: endDate },
      }),
    trpc: (caller: Caller, input: Fields) => overTrpc(refreshContract, caller.refreshes.refreshItem(untyped(input))),
  },
  refreshAll: {
    rest: ({ startDate, endDate }: Fields) =>
      overRest(refreshAllRoute.POST, refreshAllContract.path, { start_date: startDate, end_date: endDate }),
    trpc: (caller: Caller, input: Fields) => overTrpc(refreshAllContract, caller.refreshes.refreshAll(untyped(input))),
  },
} as const;

type Case = {
  readonly name: string;
  readonly operation: keyof typeof OPERATIONS;
  /** Made anew for each transport: a public token works once. */
  readonly input?: () => Fields;
  readonly expected: Told;
  readonly fault?: { path: string } & FaultEffect;
};

let itemId = "";
const failed = (status: number, error: string, plaidErrorCode: string | null = null) => ({
  status,
  error,
  plaidErrorCode,
});
const succeeded = (success: object): Told => ({ status: 200, success: { status: "success", ...success } });
const COUNTS = {
  securities: expect.any(Number),
  holdings: expect.any(Number),
  investment_transactions: expect.any(Number),
};
const NOT_DATES = failed(400, "start_date and end_date must be YYYY-MM-DD");
const NOT_IN_ORDER = failed(400, "start_date must not be after end_date");
const LOGIN_REQUIRED = { kind: "error", code: "ITEM_LOGIN_REQUIRED" } as const;
const DATES = { startDate: "2026-01-01", endDate: "2026-06-30" };
const TOO_LONG = "x".repeat(129);

const CASES: Case[] = [
  { name: "ok", operation: "generate", expected: succeeded({ link_token: "string" }) },
  {
    ...{
      name: "Plaid refuses",
      operation: "generate",
      fault: { path: "/link/token/create", kind: "error", code: "INVALID_FIELD" },
    },
    expected: failed(500, "Failed to generate link token", "INVALID_FIELD"),
  },
  {
    ...{ name: "Plaid is out of reach", operation: "generate", fault: { path: "/link/token/create", kind: "reset" } },
    expected: failed(500, "Failed to generate link token"),
  },
  {
    ...{ name: "ok", operation: "exchange", expected: succeeded({ item_id: "string" }) },
    input: () => ({ publicToken: app.sandbox.createPublicToken({}) }),
  },
  ...[undefined, null, "", " ", true, {}, []].map(
    (publicToken): Case => ({
      ...{ name: `token ${JSON.stringify(publicToken)}`, operation: "exchange", input: () => ({ publicToken }) },
      expected: failed(400, "Missing user_id or public_token"),
    }),
  ),
  {
    ...{ name: "a malformed token", operation: "exchange", input: () => ({ publicToken: TOO_LONG }) },
    expected: failed(400, "Invalid public_token"),
  },
  {
    ...{
      name: "Plaid refuses the token",
      operation: "exchange",
      input: () => ({ publicToken: "public-sandbox-none" }),
    },
    expected: failed(500, "Failed to exchange public token", "INVALID_PUBLIC_TOKEN"),
  },
  {
    ...{
      name: "the accounts cannot be read",
      operation: "exchange",
      fault: { path: "/accounts/get", ...LOGIN_REQUIRED },
    },
    input: () => ({ publicToken: app.sandbox.createPublicToken({}) }),
    expected: failed(500, "Failed to sync accounts", "ITEM_LOGIN_REQUIRED"),
  },
  { name: "ok", operation: "refresh", input: () => ({ itemId, ...DATES }), expected: succeeded({ upserts: COUNTS }) },
  {
    name: "the last 30 days",
    operation: "refresh",
    input: () => ({ itemId }),
    expected: succeeded({ upserts: COUNTS }),
  },
  {
    name: "no Item named",
    operation: "refresh",
    input: () => DATES,
    expected: failed(400, "Missing user_id or item_id"),
  },
  {
    name: "a malformed Item",
    operation: "refresh",
    input: () => ({ itemId: "a\u0000" }),
    expected: failed(400, "Invalid item_id"),
  },
  {
    name: "an unknown Item",
    operation: "refresh",
    input: () => ({ itemId: "none" }),
    expected: failed(404, "Investments account not found"),
  },
  {
    name: "an Item that is a number",
    operation: "refresh",
    input: () => ({ itemId: 7 }),
    expected: failed(404, "Investments account not found"),
  },
  {
    name: "no dates",
    operation: "refresh",
    input: () => ({ itemId, startDate: "2026-02-30", endDate: "2026-03-01" }),
    expected: NOT_DATES,
  },
  {
    name: "dates out of order",
    operation: "refresh",
    input: () => ({ itemId, startDate: "2026-03-02", endDate: "2026-03-01" }),
    expected: NOT_IN_ORDER,
  },
  {
    ...{
      name: "a login is needed",
      operation: "refresh",
      input: () => ({ itemId }),
      fault: { path: "/investments/holdings/get", ...LOGIN_REQUIRED },
    },
    expected: failed(500, "Failed to refresh investments", "ITEM_LOGIN_REQUIRED"),
  },
  {
    ...{ name: "ok", operation: "refreshAll", input: () => DATES },
    expected: succeeded({
      summary: { ...COUNTS, items: expect.any(Number) },
      range: { start_date: "2026-01-01", end_date: "2026-06-30" },
    }),
  },
  { name: "no dates", operation: "refreshAll", input: () => ({ startDate: "x", endDate: "y" }), expected: NOT_DATES },
  {
    name: "dates out of order",
    operation: "refreshAll",
    input: () => ({ startDate: "2026-03-02", endDate: "2026-03-01" }),
    expected: NOT_IN_ORDER,
  },
];

beforeAll(async () => {
  const caller = createCaller(await createTrpcContext(new Headers()));
  await caller.link.generateLinkToken({});
  ({ itemId } = await caller.link.exchangePublicToken({ publicToken: app.sandbox.createPublicToken({}) }));
});

describe.each(CASES)("$operation: $name", ({ operation, input = () => ({}), expected, fault }) => {
  test("REST and tRPC agree", async () => {
    if (fault) app.sandbox.addFault({ ...fault, times: "always" });
    const { rest, trpc } = OPERATIONS[operation];
    const caller = createCaller(await createTrpcContext(new Headers()));
    const told = [];
    told.push(await rest(input()));
    told.push(await trpc(caller, input()));
    app.sandbox.clearFaults();
    // Items that the exchanges above linked count too; both transports see the same ones.
    expect(told[0]).toEqual(expected);
    expect(told[1]).toEqual(told[0]);
  });
});
