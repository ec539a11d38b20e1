import { type Db, prismaOf } from "./client";

/** The environment whose data this database holds; null before its first use. */
export async function findStampedEnvironment(db: Db): Promise<string | null> {
  return (await prismaOf(db).instance.findUnique({ where: { id: 1 } }))?.environment ?? null;
}

export async function isDemoSeeded(db: Db): Promise<boolean> {
  return ((await prismaOf(db).instance.findUnique({ where: { id: 1 } }))?.demoSeededAt ?? null) !== null;
}

export async function markDemoSeeded(db: Db, at: Date): Promise<void> {
  await prismaOf(db).instance.update({ where: { id: 1 }, data: { demoSeededAt: at } });
}
