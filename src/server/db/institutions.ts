import type { Institution } from "@/domain/entities";
import type { InstitutionId } from "@/domain/ids";
import { type Db, prismaOf } from "./client";

export type InstitutionRecord = Institution & { readonly fetchedAt: Date };

export async function findInstitution(db: Db, institutionId: InstitutionId): Promise<InstitutionRecord | null> {
  const row = await prismaOf(db).institution.findUnique({ where: { institutionId } });
  return row && { ...row, institutionId };
}

export async function listInstitutions(db: Db, ids: readonly InstitutionId[]): Promise<InstitutionRecord[]> {
  const rows = await prismaOf(db).institution.findMany({ where: { institutionId: { in: [...ids] } } });
  return rows.map((row) => ({ ...row, institutionId: row.institutionId as InstitutionId }));
}

export async function upsertInstitution(db: Db, institution: Institution, fetchedAt: Date): Promise<void> {
  const { institutionId, ...rest } = institution;
  const data = { ...rest, fetchedAt };
  await prismaOf(db).institution.upsert({ where: { institutionId }, create: { institutionId, ...data }, update: data });
}
