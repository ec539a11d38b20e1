import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client";
import { createPulse, type Pulse } from "./pulse";

// Registered, because Next gives pages, routes and the start hook a copy of this module each, and they share one database.
const INTERNALS = Symbol.for("plaid-investments.db");
/** For a free connection, when many want one at once; that the database does not answer is found out sooner. */
const CONNECT_TIMEOUT_MS = 20_000;

/** A Postgres database. Opaque: only the functions of this folder query it. */
export type Db = { readonly [INTERNALS]: Internals };
type Internals = {
  readonly pool: pg.Pool;
  readonly pulse: Pulse;
  readonly prisma: PrismaClient;
  readonly isDirect: boolean;
};

export type DbOptions = {
  readonly url: string;
  readonly maxConnections: number;
  /** Whether no pooler stands in between: then statements are prepared by name, and planned once for each connection. */
  readonly isDirect: boolean;
  /** Told of connections that die while idle; the pool replaces them. */
  readonly onIdleError: (error: Error) => void;
};

/** Opens no connection until the first query. */
export function createDb({ url, maxConnections, isDirect, onIdleError }: DbOptions): Db {
  const pulse = createPulse(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Statements of a transaction need not wait for each other's answers: see `withTransaction`.
    pipeline: true,
    stream: pulse.socket,
  });
  // Without a listener a connection that dies ends the process. The pool listens to those that are idle. Whoever is handed one
  // hears of its end by the next statement, and may not have begun to listen when the word of it is there already.
  pool.on("error", onIdleError);
  pool.on("connect", (client) => client.on("error", () => {}));
  pulse.watch(pool);
  return { [INTERNALS]: { pool, pulse, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }), isDirect } };
}

export async function closeDb(db: Db): Promise<void> {
  await prismaOf(db).$disconnect();
  await poolOf(db).end();
  db[INTERNALS].pulse.stop();
}

/** Errors: whatever keeps the database from answering. */
export async function pingDatabase(db: Db): Promise<void> {
  await poolOf(db).query("SELECT 1");
}

export function prismaOf(db: Db): PrismaClient {
  return db[INTERNALS].prisma;
}

export function poolOf(db: Db): pg.Pool {
  return db[INTERNALS].pool;
}

/** Anything that runs one statement: the pool itself, or a transaction. */
export type SqlExecutor = {
  /** `isPlannedAnew`: by the values of each call, where a plan for any values would be far from the best for most. */
  executeSql<Row = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    options?: { readonly isPlannedAnew?: boolean },
  ): Promise<{ rows: Row[] }>;
};

/** Runs statements outside any transaction, each on its own. */
export function sqlOf(db: Db): SqlExecutor {
  return executorOn(db, poolOf(db));
}

/** Runs statements on a connection, or each on any connection of a pool. */
export function executorOn(db: Db, connection: Pick<pg.ClientBase, "query">): SqlExecutor {
  const { isDirect } = db[INTERNALS];
  return {
    executeSql: async <Row>(text: string, values: readonly unknown[] = [], { isPlannedAnew = false } = {}) => {
      const name = isDirect && !isPlannedAnew ? { name: nameOf(text) } : {};
      const { rows } = await connection.query({ text, values: [...values], ...name });
      return { rows: rows as Row[] };
    },
  };
}

const names = new Map<string, string>();

/** The same for the same text, whichever copy of this module asks. The texts are constants, so they are few. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash("sha256").update(text).digest("base64url");
  names.set(text, name);
  return name;
}
