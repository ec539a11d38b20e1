import net from "node:net";
import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { createTestDatabase } from "@/testing/db";
import { closeDb, createDb, sqlOf } from "./client";
import { withTransaction } from "./transaction";

const { directUrl } = await createTestDatabase();
const admin = new pg.Client({ connectionString: directUrl });
await admin.connect();
afterAll(() => admin.end());
const wire = await stoppableWire();
const db = createDb({ url: wire.url, maxConnections: 1, isDirect: true, onIdleError: () => {} });
afterAll(() => closeDb(db));

/**
 * The database behind a wire that can be stopped: what the server says meanwhile arrives at once afterwards, in one piece.
 * Connections that are made meanwhile are served: whether the database answers is asked on one of these.
 */
async function stoppableWire() {
  const server = new URL(directUrl);
  let held: Map<net.Socket, Buffer[]> | null = null;
  const wire = net.createServer((client) => {
    const upstream = net.connect(Number(server.port), server.hostname);
    for (const socket of [client, upstream]) socket.on("error", () => {});
    client.pipe(upstream);
    if (held) return void upstream.pipe(client);
    upstream.on("data", (chunk: Buffer) => {
      if (held) held.set(client, [...(held.get(client) ?? []), chunk]);
      else client.write(chunk);
    });
    upstream.on("end", () => (held ? undefined : client.end()));
  });
  await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
  afterAll(() => wire.close());
  const url = new URL(directUrl);
  url.host = `127.0.0.1:${(wire.address() as net.AddressInfo).port}`;
  return {
    url: url.href,
    stop: () => {
      held = new Map();
    },
    heldText: () => Buffer.concat([...(held?.values() ?? [])].flat()).toString("latin1"),
    go: () => {
      for (const [client, chunks] of held ?? []) client.write(Buffer.concat(chunks));
      held = null;
    },
  };
}

test("R-14: a connection that is terminated just as it goes from one caller to the next ends no process", async () => {
  const [backend] = (await sqlOf(db).executeSql<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows;

  wire.stop();
  const first = sqlOf(db).executeSql("SELECT 'first' AS answer");
  const second = expect(withTransaction(db, async () => {})).rejects.toThrow();
  const isSaid = (what: RegExp) => vi.waitFor(() => expect(wire.heldText()).toMatch(what), 10_000);
  await isSaid(/first/);
  await admin.query("SELECT pg_terminate_backend($1)", [backend?.pid]);
  await isSaid(/57P01/);
  wire.go();

  expect((await first).rows).toEqual([{ answer: "first" }]);
  await second;
  expect((await sqlOf(db).executeSql("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
