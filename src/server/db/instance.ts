import { type Db, prismaOf, sqlOf } from "./client";

/** The environment whose data this database holds; null before its first use. */
export async function findStampedEnvironment(db: Db): Promise<string | null> {
  return (await prismaOf(db).instance.findUnique({ where: { id: 1 } }))?.environment ?? null;
}

/** Whether all of the migrations that `names` lists have been applied; more may have been. */
export async function hasMigrations(db: Db, names: readonly string[]): Promise<boolean> {
  const { rows } = await sqlOf(db).executeSql<{ isComplete: boolean }>(
    `SELECT $1::text[] <@ coalesce(array_agg(migration_name::text), '{}') AS "isComplete"
       FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    [names],
  );
  return rows[0]?.isComplete ?? false;
}

export async function isDemoSeeded(db: Db): Promise<boolean> {
  return ((await prismaOf(db).instance.findUnique({ where: { id: 1 } }))?.demoSeededAt ?? null) !== null;
}

export async function markDemoSeeded(db: Db, at: Date): Promise<void> {
  await prismaOf(db).instance.update({ where: { id: 1 }, data: { demoSeededAt: at } });
}
