/** What a one-time link is for. */
export const ACCOUNT_LINK_KINDS = ["setup", "invitation", "reset"] as const;
export type AccountLinkKind = (typeof ACCOUNT_LINK_KINDS)[number];

export const PASSWORD_MIN_CHARACTERS = 12;
export const PASSWORD_MAX_CHARACTERS = 256;
const EMAIL_MAX_CHARACTERS = 254;
/** In the form of HTML's `pattern`. What the auth library takes: an account of another address could not be signed in to. */
export const EMAIL_PATTERN =
  "(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+\\-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}";
const EMAIL = new RegExp(`^${EMAIL_PATTERN}$`);

/** How long after proving who they are somebody may change how the account is signed in to. */
export const CONFIRMED_FOR_MS = 15 * 60_000;
/** Of those that have not ended. */
export const SESSIONS_PER_USER = 50;
export const INVITATION_DAYS = 7;
/** Open ones. */
export const INVITATIONS_PER_USER = 25;

/** The one spelling of an e-mail address; null when the text is none. Case does not matter in any mailbox that people have. */
export function toEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= EMAIL_MAX_CHARACTERS && EMAIL.test(email) ? email : null;
}

/** Whether a password is long enough, and not too long to be hashed; characters as people count them. Not whether it can be guessed. */
export function isAcceptablePassword(password: string): boolean {
  const length = [...password].length;
  return length >= PASSWORD_MIN_CHARACTERS && length <= PASSWORD_MAX_CHARACTERS;
}

/** Whether somebody who proved who they are at `confirmedAt` need not do so again at `now`. */
export function isConfirmed(confirmedAt: Date, now: Date): boolean {
  return now.getTime() - confirmedAt.getTime() < CONFIRMED_FOR_MS;
}

/** Whether passkeys can be bound to this host: they are to names, never to IP addresses. Source: Web Authentication, RP ID. */
export function isPasskeyHost(hostname: string): boolean {
  return !/^\[|^[\d.]+$/.test(hostname);
}

/**
 * Where to go after signing in: the path as it was asked for, or the start page when it could lead to another site or back to
 * signing in.
 */
export function toReturnPath(asked: string | null | undefined): string {
  // A browser takes a backslash for a slash, and drops tabs and line ends.
  if (!asked || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return "/";
  const { origin, pathname, search } = new URL(asked, "http://own.invalid");
  const isOwn = origin === "http://own.invalid" && !pathname.startsWith("//");
  return isOwn && !/^\/(?:sign-in|api)(?:\/|$)/.test(pathname) ? `${pathname}${search}` : "/";
}
