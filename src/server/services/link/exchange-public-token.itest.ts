import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeDb, createDb } from "@/server/db/client";
import { getEnv } from "@/server/platform/env";
import type { ServiceContext } from "@/server/services/context";
import { startEngine } from "@/testing/engine";
import { exchangePublicToken } from "./exchange-public-token";

const engine = await startEngine();
const EXCHANGE = "/item/public_token/exchange";

afterEach(async () => {
  engine.sandbox.clearFaults();
  await engine.query("DROP TRIGGER IF EXISTS refuse ON item");
});

/** A way to the database that can be interrupted, until so many connections were refused, and a context that goes this way. */
async function interruptibleDatabase() {
  const { hostname, port } = new URL(getEnv().databaseUrl ?? "");
  const sockets = new Set<Socket>();
  let refusals = 0;
  const server = createServer((near) => {
    if (refusals > 0) {
      refusals -= 1;
      return void near.destroy();
    }
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy()).on("close", () => sockets.delete(one));
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(getEnv().databaseUrl ?? "");
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const db = createDb({ url: url.href, maxConnections: 2, isDirect: false, onIdleError: () => {} });
  afterAll(async () => {
    await closeDb(db);
    server.close();
  });
  return {
    ctx: { ...engine.ctx(), db } satisfies ServiceContext,
    interrupt: (untilRefused: number) => {
      refusals = untilRefused;
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Makes every write of an Item's row fail, as a full disk does. */
async function refuseItems(): Promise<void> {
  await engine.query(
    `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$`,
  );
  await engine.query("CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON item FOR EACH ROW EXECUTE FUNCTION refuse()");
}

const itemsAtPlaid = () => engine.sandbox.items().map((item) => item.itemId);
const itemsOf = (userId: string) => engine.query("SELECT 1 FROM item WHERE user_id = $1", [userId]);
/** The Items that the next exchange makes at Plaid and that are still there. */
function newItems(): () => string[] {
  const before = new Set(itemsAtPlaid());
  return () => itemsAtPlaid().filter((itemId) => !before.has(itemId));
}
/** Lines of the audit log about an Item; none of them, nor any other line, holds a token. */
function auditLines(itemId: string): string[] {
  expect(engine.logLines.join("\n")).not.toContain("access-sandbox-");
  return engine.logLines.filter((line) => line.includes('"audit":true') && line.includes(itemId));
}
const lastExchanged = () =>
  String(engine.plaid.exchanges.filter(({ path }) => path === EXCHANGE).at(-1)?.response.item_id);

test("without a database Plaid is not asked, and the public token is good for another try", async () => {
  const { ctx, interrupt } = await interruptibleDatabase();
  const input = { userId: "no-database", publicToken: engine.sandbox.createPublicToken({}) };
  interrupt(1);
  const asked = engine.sandbox.calls().length;
  await expect(exchangePublicToken(ctx, input)).rejects.toThrow();
  expect(engine.sandbox.calls()).toHaveLength(asked);
  await exchangePublicToken(ctx, input);
  expect(await itemsOf("no-database")).toHaveLength(1);
});

test("an Item that cannot be stored is removed at Plaid, and the audit log says so", async () => {
  const added = newItems();
  await refuseItems();
  const input = { userId: "unstorable", publicToken: engine.sandbox.createPublicToken({}) };
  await expect(exchangePublicToken(engine.ctx(), input)).rejects.toThrow("the disk is full");
  expect(added()).toEqual([]);
  expect(await itemsOf("unstorable")).toEqual([]);
  expect(auditLines(lastExchanged())).toEqual([expect.stringContaining("Item removed at Plaid")]);
});

test("an Item that can be neither stored nor removed is told in the audit log", async () => {
  const added = newItems();
  await refuseItems();
  engine.sandbox.addFault({ path: "/item/remove", kind: "error", code: "INTERNAL_SERVER_ERROR" });
  const input = { userId: "unremovable", publicToken: engine.sandbox.createPublicToken({}) };
  await expect(exchangePublicToken(engine.ctx(), input)).rejects.toThrow("the disk is full");
  const [itemId = ""] = added();
  expect(auditLines(itemId)).toEqual([expect.stringContaining("Item left at Plaid")]);
});

test.each(["owner", "somebody else"])(
  "an Item that is stored already stays at Plaid, exchanged by its %s",
  async (who) => {
    const itemId = await engine.link({ userId: "owner" });
    const body = engine.plaid.exchanges.find(({ response }) => response.item_id === itemId)?.response;
    engine.sandbox.addFault({ path: EXCHANGE, kind: "response", status: 200, body: JSON.stringify(body) });
    await refuseItems();
    const input = { userId: who, publicToken: "public-sandbox-again" };
    await expect(exchangePublicToken(engine.ctx(), input)).rejects.toThrow();
    expect(itemsAtPlaid()).toContain(itemId);
  },
);

test.each([
  ["a moment", true],
  ["good", false],
] as const)("a database that is lost for %s after Plaid's answer", async (_, isRestored) => {
  const userId = `lost ${isRestored}`;
  const { ctx, interrupt } = await interruptibleDatabase();
  const added = newItems();
  engine.sandbox.addFault({ path: EXCHANGE, kind: "delay", delayMs: 300 });
  const asked = engine.sandbox.calls().length;
  const outcome = exchangePublicToken(ctx, { userId, publicToken: engine.sandbox.createPublicToken({}) }).then(
    () => "stored",
    () => "failed",
  );
  await expect.poll(() => engine.sandbox.calls().length).toBe(asked + 1);
  interrupt(isRestored ? 2 : Number.POSITIVE_INFINITY);
  expect(await outcome).toBe(isRestored ? "stored" : "failed");
  const [itemId = ""] = added();
  // Whether it is somebody's could not be asked, so it is told and left.
  expect(auditLines(itemId)).toEqual(isRestored ? [] : [expect.stringContaining("Item left at Plaid")]);
  expect(await itemsOf(userId)).toHaveLength(isRestored ? 1 : 0);
});
