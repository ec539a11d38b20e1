import { beforeAll, expect, test } from "vitest";
import { startEngine } from "@/testing/engine";
import { wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { createCaller } from "./app-router";
import { createTrpcContext } from "./context";

const engine = await startEngine();
let holdings: ReturnType<typeof createCaller>["portfolio"]["holdings"];

beforeAll(async () => {
  engine.setClock(new Date("2026-01-10T12:00:00Z"));
  const base = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };
  const item = await linkShowing(engine, base, "demo");
  await item.refresh();
  holdings = createCaller(await createTrpcContext(new Headers())).portfolio.holdings;
});

test("holdings tells of the date that it is asked for", async () => {
  expect((await holdings({})).asOf).toBeNull();
  expect(await holdings({ asOf: "2026-01-09" })).toMatchObject({ rows: [], asOf: { knownFrom: "2026-01-10" } });
  expect((await holdings({ asOf: "2026-01-10" })).rows.map((row) => row.securityId)).toContain("s");
});

test.each(["2026-02-30", "2026-1-5", "10000-01-01", "1899-12-31", "", "today", 20260110, null])(
  "%j is no date",
  async (asOf) => {
    const failure = await holdings({ asOf: asOf as string }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "BAD_REQUEST", cause: { code: "INVALID_FIELD" } });
  },
);
