import { type Db, prismaOf } from "./client";

/** The environment whose data this database holds; null before its first use. */
export async function findStampedEnvironment(db: Db): Promise<string | null> {
  return (await prismaOf(db).instance.findUnique({ where: { id: 1 } }))?.environment ?? null;
}
