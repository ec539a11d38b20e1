import { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { lockSession } from "@/server/db/dashboard-sessions";
import { lockDashboardUser } from "@/server/db/dashboard-users";
import type { Tx } from "@/server/db/transaction";
import type { ServiceContext } from "@/server/services/context";

/** How somebody signed in to the dashboard: which session it is, and when they last proved who they are. */
export type SignIn = { readonly sessionId: string; readonly confirmedAt: Date };

/**
 * Lets pass a session that has not ended, and keeps it and its account as they are to the end of the transaction: whoever ends the
 * session waits for what is done in it. Comes before what else the transaction locks. Errors: UNAUTHORIZED.
 */
export async function requireSession(
  ctx: ServiceContext,
  tx: Tx,
  { userId, signIn: { sessionId } }: { userId: UserId; signIn: SignIn },
): Promise<void> {
  await lockDashboardUser(tx, userId);
  if (!(await lockSession(tx, { userId, sessionId, at: ctx.clock.now() }))) throw new AppError("UNAUTHORIZED");
}
