import type { Institution } from "@/domain/entities";
import type { InstitutionId, ItemId } from "@/domain/ids";
import { type Db, prismaOf, type SqlExecutor } from "./client";

export type InstitutionRecord = Institution & { readonly fetchedAt: Date };

export async function findInstitution(db: Db, institutionId: InstitutionId): Promise<InstitutionRecord | null> {
  const row = await prismaOf(db).institution.findUnique({ where: { institutionId } });
  return row && { ...row, institutionId };
}

export async function listInstitutions(db: Db, ids: readonly InstitutionId[]): Promise<InstitutionRecord[]> {
  const rows = await prismaOf(db).institution.findMany({ where: { institutionId: { in: [...ids] } } });
  return rows.map((row) => ({ ...row, institutionId: row.institutionId as InstitutionId }));
}

/** What people call the institution of each Item, as part of a snapshot that other reads share; null: nobody knows. */
export async function listInstitutionNames(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, string | null>> {
  const { rows } = await sql.executeSql<{ item_id: string; name: string | null }>(
    `SELECT i.item_id, coalesce(nullif(n.name, ''), i.institution_name) AS name
     FROM item i LEFT JOIN institution n USING (institution_id) WHERE i.item_id = ANY($1::text[])`,
    [itemIds],
  );
  return new Map(rows.map((row) => [row.item_id as ItemId, row.name]));
}

export async function upsertInstitution(db: Db, institution: Institution, fetchedAt: Date): Promise<void> {
  const { institutionId, ...rest } = institution;
  const data = { ...rest, fetchedAt };
  await prismaOf(db).institution.upsert({ where: { institutionId }, create: { institutionId, ...data }, update: data });
}
