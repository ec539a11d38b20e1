import type { RefreshRunList } from "@/contracts/refresh-history";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { RunResult } from "@/domain/run-result";
import { listRuns } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { parseCursor, toCursor } from "./run-cursor";
import { toRunRow } from "./to-run-row";

const PAGE_SIZE = 25;

/** The user's refresh runs that fulfil what is given, newest first. `before` is the cursor that the previous page gave; any other text is the beginning. */
export async function listRefreshRuns(
  ctx: ServiceContext,
  input: { userId: string; before: string | null; trigger?: RefreshTrigger; result?: RunResult },
): Promise<RefreshRunList> {
  const after = input.before === null ? null : parseCursor(input.before);
  const filter = { trigger: input.trigger ?? null, result: input.result ?? null };
  const runs = await listRuns(ctx.db, authorizeUser(ctx, input.userId), filter, { after, limit: PAGE_SIZE + 1 });
  const page = runs.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return {
    runs: page.map(toRunRow),
    nextCursor: runs.length > PAGE_SIZE && last ? toCursor(last) : null,
  };
}
