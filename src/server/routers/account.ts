import * as z from "zod";
import { email, givenPassword, newPassword } from "@/contracts/account";
import { externalId, shownName } from "@/contracts/fields";
import { changePassword, confirmByPassword } from "@/server/auth/passwords";
import { createInvitation } from "@/server/services/account/create-invitation";
import { deleteAccount } from "@/server/services/account/delete-account";
import { endOtherSessions } from "@/server/services/account/end-other-sessions";
import { endSession } from "@/server/services/account/end-session";
import { getAccount } from "@/server/services/account/get-account";
import { listInvitations } from "@/server/services/account/list-invitations";
import { listPasskeys } from "@/server/services/account/list-passkeys";
import { listSessions } from "@/server/services/account/list-sessions";
import { removePasskey } from "@/server/services/account/remove-passkey";
import { renamePasskey } from "@/server/services/account/rename-passkey";
import { revokeInvitation } from "@/server/services/account/revoke-invitation";
import { updateAccount } from "@/server/services/account/update-account";
import { accountProcedure, router } from "./trpc";

export const accountRouter = router({
  get: accountProcedure.query(({ ctx }) =>
    getAccount(ctx.service, { userId: ctx.userId, confirmedAt: ctx.signIn.confirmedAt }),
  ),

  update: accountProcedure
    .input(z.object({ name: shownName, email }))
    .mutation(({ ctx, input }) => updateAccount(ctx.service, { userId: ctx.userId, ...input, signIn: ctx.signIn })),

  confirm: accountProcedure
    .input(z.object({ password: givenPassword }))
    .mutation(({ ctx, input }) =>
      confirmByPassword(ctx.service, { userId: ctx.userId, signIn: ctx.signIn, password: input.password }),
    ),

  changePassword: accountProcedure
    .input(z.object({ password: newPassword }))
    .mutation(({ ctx, input }) =>
      changePassword(ctx.service, { userId: ctx.userId, signIn: ctx.signIn, password: input.password }),
    ),

  sessions: accountProcedure.query(({ ctx }) =>
    listSessions(ctx.service, { userId: ctx.userId, currentSessionId: ctx.signIn.sessionId }),
  ),

  endSession: accountProcedure
    .input(z.object({ sessionId: externalId }))
    .mutation(({ ctx, input }) => endSession(ctx.service, { userId: ctx.userId, ...input, signIn: ctx.signIn })),

  endOtherSessions: accountProcedure.mutation(({ ctx }) =>
    endOtherSessions(ctx.service, { userId: ctx.userId, signIn: ctx.signIn }),
  ),

  passkeys: accountProcedure.query(({ ctx }) => listPasskeys(ctx.service, { userId: ctx.userId })),

  renamePasskey: accountProcedure
    .input(z.object({ passkeyId: externalId, name: shownName }))
    .mutation(({ ctx, input }) => renamePasskey(ctx.service, { userId: ctx.userId, ...input, signIn: ctx.signIn })),

  removePasskey: accountProcedure
    .input(z.object({ passkeyId: externalId }))
    .mutation(({ ctx, input }) => removePasskey(ctx.service, { userId: ctx.userId, ...input, signIn: ctx.signIn })),

  invitations: accountProcedure.query(({ ctx }) => listInvitations(ctx.service, { userId: ctx.userId })),

  createInvitation: accountProcedure
    .input(z.object({ email }))
    .mutation(({ ctx, input }) => createInvitation(ctx.service, { userId: ctx.userId, ...input, signIn: ctx.signIn })),

  revokeInvitation: accountProcedure
    .input(z.object({ invitationId: externalId }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx.service, { userId: ctx.userId, ...input, signIn: ctx.signIn })),

  delete: accountProcedure
    .meta({ failure: "ACCOUNT_DELETION_FAILED" })
    .mutation(({ ctx }) => deleteAccount(ctx.service, { userId: ctx.userId, signIn: ctx.signIn })),
});
