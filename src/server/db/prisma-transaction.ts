import { type Db, prismaOf, type SqlExecutor } from "./client";
import type { PrismaClient } from "./generated/client";

/** As long as others wait for a free connection, and as long as statements of ours may lie idle within a transaction. */
const LIMITS = { maxWait: 20_000, timeout: 10_000 };

type Work<T> = () => Promise<T>;
type Operations = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/**
 * Prisma's client for a library that queries through it. Each transaction that the library opens runs inside of `within`, whose
 * executor is of the same transaction: what it is asked for is committed, or undone, with what the library does.
 */
export function prismaWithin(db: Db, within: <T>(tx: SqlExecutor, work: Work<T>) => Promise<T>): PrismaClient {
  const prisma = prismaOf(db);
  const transaction = <T>(work: (operations: Operations) => Promise<T>) =>
    prisma.$transaction((operations) => within(executorIn(operations), () => work(operations)), LIMITS);
  return new Proxy(prisma, {
    get: (target, name) => (name === "$transaction" ? transaction : Reflect.get(target, name)),
  });
}

function executorIn(operations: Operations): SqlExecutor {
  return {
    executeSql: async <Row>(text: string, values: readonly unknown[] = []) => ({
      rows: await operations.$queryRawUnsafe<Row[]>(text, ...values),
    }),
  };
}
