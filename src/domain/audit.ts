/** What the audit log tells of. */
export type AuditAction =
  | "account_created"
  | "account_deleted"
  | "invitation_created"
  | "invitation_revoked"
  | "sign_in"
  | "sign_in_failed"
  | "sign_out"
  | "session_revoked"
  | "password_changed"
  | "email_changed"
  | "passkey_added"
  | "passkey_removed"
  | "key_created"
  | "key_revoked"
  | "access_denied"
  | "link"
  | "link_refused"
  | "reconnect"
  | "accounts_added"
  | "unlink"
  | "refresh_all"
  | "export"
  | "secret_rotated"
  | "secret_dropped"
  | "token_invalidated";

/** Who did it. `anonymous`: a caller who showed nothing, in the demo or behind a gateway; `operator`: at the command line. */
export type AuditActor = "user" | "personal_key" | "service_key" | "anonymous" | "job" | "operator";

/** Small facts for people; never a secret. */
export type AuditDetail = Readonly<Record<string, string>>;
