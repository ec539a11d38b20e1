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

/** The key of the names under which Plaid knows the users: what is kept, or `first`, which is kept from then on. */
export async function keepUserRefKey(db: Db, first: string): Promise<string> {
  const { rows } = await sqlOf(db).executeSql<{ user_ref_key: string }>(
    "UPDATE instance SET user_ref_key = coalesce(user_ref_key, $1) WHERE id = 1 RETURNING user_ref_key",
    [first],
  );
  if (!rows[0]) throw new Error("the database was not stamped with its environment");
  return rows[0].user_ref_key;
}

export async function isDemoSeeded(db: Db): Promise<boolean> {
  return ((await prismaOf(db).instance.findUnique({ where: { id: 1 } }))?.demoSeededAt ?? null) !== null;
}

export async function markDemoSeeded(db: Db, at: Date): Promise<void> {
  await prismaOf(db).instance.update({ where: { id: 1 }, data: { demoSeededAt: at } });
}
