import { randomInt } from "node:crypto";
import pg from "pg";
import { vi } from "vitest";
import type { TestApp } from "./app";

/**
 * Holds back, in the database, whatever writes a row as `on` says (`INSERT ON a WHEN (…)`), until it is opened. `others` work
 * meanwhile: the gate opens when each of them is done or waits for what is held back. `waited` counts the latter.
 */
export async function heldBack<Held, Others extends readonly unknown[]>(
  app: TestApp,
  on: { event: "INSERT" | "UPDATE" | "DELETE"; table: string; when?: string },
  held: () => Promise<Held>,
  others: { [Index in keyof Others]: () => Promise<Others[Index]> },
): Promise<{ results: [Held, ...Others]; waited: number }> {
  const gate = `gate_${randomInt(2 ** 31)}`;
  const gatekeeper = new pg.Client({ connectionString: process.env.DATABASE_DIRECT_URL });
  await gatekeeper.connect();
  try {
    const row = on.event === "DELETE" ? "OLD" : "NEW";
    const key = `hashtext('${gate}')`;
    await gatekeeper.query(`SELECT pg_advisory_lock(${key})`);
    await app.query(
      `CREATE FUNCTION ${gate}() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN PERFORM pg_advisory_xact_lock_shared(${key}); RETURN ${row}; END $$`,
    );
    const when = on.when ? `WHEN (${on.when})` : "";
    await app.query(
      `CREATE TRIGGER ${gate} BEFORE ${on.event} ON ${on.table} FOR EACH ROW ${when} EXECUTE FUNCTION ${gate}()`,
    );
    const first = held();
    await vi.waitFor(async () => expectWaiting(await waitingIn(app), 1), WITHIN);
    let open = 0;
    const rest = others.map((work) => {
      open += 1;
      return work().finally(() => {
        open -= 1;
      });
    });
    const all = Promise.all([first, ...rest]);
    all.catch(() => {});
    await vi.waitFor(async () => expectWaiting(await waitingIn(app), 1 + open), WITHIN);
    const waited = open;
    await gatekeeper.query(`SELECT pg_advisory_unlock(${key})`);
    const results = (await all) as [Held, ...Others];
    await app.query(`DROP TRIGGER ${gate} ON ${on.table}`);
    return { results, waited };
  } finally {
    await gatekeeper.end();
  }
}

const WITHIN = { timeout: 10_000, interval: 5 };

async function waitingIn(app: TestApp): Promise<number> {
  const waiting = await app.query(
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return waiting.length;
}

function expectWaiting(waiting: number, expected: number): void {
  if (waiting !== expected) throw new Error(`${waiting} wait for a lock, not ${expected}`);
}
