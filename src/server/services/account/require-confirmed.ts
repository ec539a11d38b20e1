import { isConfirmed } from "@/domain/accounts";
import { AppError } from "@/domain/errors";
import type { ServiceContext } from "@/server/services/context";
import type { SignIn } from "./require-session";

/** Lets pass whoever proved who they are in the last 15 minutes. Errors: NOT_CONFIRMED. */
export function requireConfirmed(ctx: ServiceContext, { confirmedAt }: SignIn): void {
  if (!isConfirmed(confirmedAt, ctx.clock.now())) throw new AppError("NOT_CONFIRMED");
}
