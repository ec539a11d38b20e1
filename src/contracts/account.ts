import * as z from "zod";
import { type AccountLinkKind, isAcceptablePassword, toEmail } from "@/domain/accounts";
import { refined, shownName } from "./fields";

/** An e-mail address in its one spelling. */
export const email = refined(toEmail);
export const newPassword = z.string().refine(isAcceptablePassword);
/** A password to be compared; whatever is too long to be one is not hashed. */
export const givenPassword = z.string().min(1).max(1_024);
/** 256 random bits, base64url. */
const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** What the browser's authenticator said; read by the library that verifies it. */
const passkeyAnswer = z.record(z.string(), z.unknown());
/** At most 1,023 bytes as base64url. The library asks the database for whatever stands here, so it must be a text. */
const credentialId = z.string().regex(/^[A-Za-z0-9_-]{1,1364}$/);

export const signInInput = z.object({ email: z.string().max(1_024), password: givenPassword });
export const passkeyAnswerInput = z.object({ response: z.looseObject({ id: credentialId }) });
export const openLinkInput = z.object({ token: linkToken });

/** Whose account it is to be; what the link itself says of it comes before what is given here. */
const newAccount = { token: linkToken, name: shownName.optional(), email: email.optional() };
export const redeemLinkInput = z.object({ ...newAccount, password: newPassword });
/** Without a token the passkey is for the account that is signed in. */
export const passkeyOptionsInput = z.object({ ...newAccount, token: linkToken.optional() });
export const passkeyRegistrationInput = z.object({
  response: passkeyAnswer,
  passkeyName: shownName,
  isForLink: z.boolean(),
});

export type NewAccount = { readonly name?: string | undefined; readonly email?: string | undefined };

/** What the holder of a link is told of it. `email`: whom it is for; null where the holder says so (setup). */
export type OpenedLink = { readonly kind: AccountLinkKind; readonly email: string | null };

export type AccountView = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  /** Whether passkeys work at this install's address: they are bound to a host name. */
  readonly canHavePasskeys: boolean;
  /** Until when changes to how one signs in need no new proof; ISO 8601. */
  readonly confirmedUntil: string;
};

export type SessionView = {
  readonly sessionId: string;
  readonly device: string;
  readonly ipAddress: string | null;
  readonly signedInAt: string;
  readonly usedAt: string;
  readonly isCurrent: boolean;
};

export type PasskeyView = { readonly passkeyId: string; readonly name: string; readonly createdAt: string };

export type InvitationView = {
  readonly invitationId: string;
  readonly email: string;
  readonly createdAt: string;
  readonly expiresAt: string;
};

/** The token is told this once. */
export type CreatedInvitation = { readonly email: string; readonly token: string };
