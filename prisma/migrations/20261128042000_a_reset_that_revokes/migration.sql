-- Whether redeeming a reset link also removes the account's passkeys, API keys and open invitations: `npm run setup -- --reset EMAIL --all`.
ALTER TABLE "dashboard_link" ADD COLUMN "revokes_all" BOOLEAN NOT NULL DEFAULT false;
