import { connect, createServer, type Socket } from "node:net";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "@/testing/db";
import { closeDb, createDb, sqlOf } from "./client";
import { withTransaction } from "./transaction";

const { url } = await createTestDatabase();

/** A way to the database that can fall silent, with every connection left open. */
async function startWire() {
  const target = new URL(url);
  const wire = new URL(url);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((caller) => {
    const database = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [caller, database],
      [database, caller],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => {}).on("close", () => to.destroy());
      if (isSilent) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  wire.port = String(typeof address === "object" && address?.port);
  return {
    url: wire.href,
    silence: () => {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speak: () => {
      isSilent = false;
      for (const socket of sockets) socket.resume();
    },
  };
}

const wire = await startWire();
const db = createDb({ url: wire.url, maxConnections: 3, isDirect: false, onIdleError: () => {} });
afterAll(() => closeDb(db));
const ask = (text = "SELECT 1") => sqlOf(db).executeSql(text);
const SILENT = "the database does not answer";

test("R-14: whoever waits for a silent database is told within 5 s, later callers at once, and the first answer ends it", async () => {
  await Promise.all([ask(), ask()]);
  wire.silence();
  const began = performance.now();
  const waiting = [
    ask(),
    withTransaction(db, (tx) => tx.executeSql("SELECT 1")),
    ...Array.from({ length: 6 }, () => ask()),
  ];
  const answers = await Promise.allSettled(waiting);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(new Set(answers.map((answer) => answer.status === "rejected" && answer.reason.message))).toEqual(
    new Set([SILENT]),
  );
  const again = performance.now();
  await expect(ask()).rejects.toThrow(SILENT);
  expect(performance.now() - again).toBeLessThan(1_000);
  wire.speak();
  await expect.poll(() => ask().then(() => "answered", String), { timeout: 2_000 }).toBe("answered");
});

test("R-14: a statement that takes long is not mistaken for silence, alone or with all connections in use", async () => {
  const rows = await Promise.all(Array.from({ length: 4 }, () => ask("SELECT 'done' FROM pg_sleep(3)")));
  expect(rows).toHaveLength(4);
});
