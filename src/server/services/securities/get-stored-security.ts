import type { StoredSecurity } from "@/contracts/security";
import { Decimal, decimalText } from "@/domain/decimal";
import type { SecurityId } from "@/domain/ids";
import { snakeCase } from "@/server/db/recordset";
import { withSnapshot } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireOwnSecurity } from "./load-security";

/** Names of ours that are not Plaid's. */
const PLAID_NAMES: Readonly<Record<string, string>> = { updatedAt: "update_datetime" };
const OURS = new Set(["isPlaceholder", "itemId"]);

/**
 * What is stored of a security and the user's positions in it, as JSON in Plaid's names. Numbers are text with every digit.
 * Errors: SECURITY_NOT_FOUND, also for one that only somebody else holds.
 */
export async function getStoredSecurity(
  ctx: ServiceContext,
  { userId, securityId }: { userId: string; securityId: string },
): Promise<StoredSecurity> {
  const owner = authorizeUser(ctx, userId);
  const { security, positions } = await withSnapshot(ctx.db, (snapshot) =>
    requireOwnSecurity(snapshot, owner, securityId as SecurityId),
  );
  return { json: JSON.stringify({ security: toWire(security), holdings: positions.map(toWire) }, null, 2) };
}

function toWire(row: object): object {
  const fields = Object.entries(row).filter(([name]) => !OURS.has(name));
  return Object.fromEntries(
    fields.map(([name, value]) => [
      PLAID_NAMES[name] ?? snakeCase(name),
      value instanceof Decimal ? decimalText(value) : value,
    ]),
  );
}
