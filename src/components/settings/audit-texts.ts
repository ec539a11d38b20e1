import type { AuditEventRow } from "@/contracts/audit";
import type { AuditAction, AuditActor } from "@/domain/audit";

export const AUDIT_ACTION_TEXTS = {
  account_created: "Account created",
  account_deleted: "Account deleted",
  invitation_created: "Invitation made",
  invitation_revoked: "Invitation withdrawn",
  sign_in: "Signed in",
  sign_in_failed: "Sign-in failed",
  sign_out: "Signed out",
  session_revoked: "Session ended",
  password_changed: "Password changed",
  email_changed: "E-mail address changed",
  passkey_added: "Passkey added",
  passkey_removed: "Passkey removed",
  key_created: "API key created",
  key_revoked: "API key revoked",
  access_denied: "Access denied",
  link: "Brokerage linked",
  link_refused: "Linking refused",
  reconnect: "Brokerage reconnected",
  accounts_added: "Accounts added",
  unlink: "Brokerage disconnected",
  refresh_all: "All brokerages refreshed",
  export: "Data exported",
  secret_rotated: "Encryption key changed",
  secret_dropped: "Former encryption keys removed",
  token_invalidated: "Access token replaced",
} as const satisfies Record<AuditAction, string>;

/** By whom, in the end of a sentence. */
export const AUDIT_ACTOR_TEXTS = {
  user: "by you",
  personal_key: "with your API key",
  service_key: "with a service key",
  anonymous: "without signing in",
  job: "by the app itself",
  operator: "by the operator",
} as const satisfies Record<AuditActor, string>;

const REASONS: Readonly<Record<string, string>> = {
  no_open_intent: "nothing was begun from this account",
  token_of_another_session: "of a sign-in that was begun elsewhere",
  too_many: "there were too many",
};
const WAYS_IN: Readonly<Record<string, string>> = {
  password: "with a password",
  passkey: "with a passkey",
  reset: "by a reset link",
  setup: "by the setup link",
  invitation: "by an invitation",
};
const sessions = (count: string | undefined) => (count === "1" ? "1 session" : `${count ?? "0"} sessions`);

/** What a line is about, in words: never an id that nobody knows the thing by. */
export function aboutText({ action, detail, itemName }: AuditEventRow): string {
  const { by = "", address = "", count, sessionsEnded, name = "", operation = "", reason = "", leftOut } = detail;
  if (sessionsEnded !== undefined) return `${sessions(sessionsEnded)} ended`;
  const ended = action === "session_revoked" ? sessions(count) : "";
  const facts = [ended, itemName ?? "", name, WAYS_IN[by] ?? by, address && `from ${address}`, operation];
  const before = leftOut === undefined ? "" : `and ${leftOut} more before`;
  return [...facts, REASONS[reason] ?? reason.replaceAll("_", " "), before].filter((fact) => fact !== "").join(" · ");
}
