import { callDoor, DoorError } from "./door";
import { ERROR_TEXTS } from "./error-texts";

/** Whether this browser can make and use passkeys, in the JSON form that the server speaks. */
export function hasPasskeys(): boolean {
  return typeof window.PublicKeyCredential?.parseCreationOptionsFromJSON === "function";
}

/** The browser's own dialog; closed without an answer it is a refusal like any other. */
async function askAuthenticator(ask: () => Promise<Credential | null>): Promise<unknown> {
  const credential = await ask().catch(() => null);
  if (credential instanceof PublicKeyCredential) return credential.toJSON();
  throw new DoorError({
    code: "PASSKEY_REFUSED",
    text: ERROR_TEXTS.PASSKEY_REFUSED,
    requestId: null,
    isTransient: false,
  });
}

/** Errors: DoorError. */
export async function signInByPasskey(): Promise<void> {
  const options = await callDoor<PublicKeyCredentialRequestOptionsJSON>("sign-in/passkey/options");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const response = await askAuthenticator(() => navigator.credentials.get({ publicKey }));
  await callDoor("sign-in/passkey", { response });
}

/** Makes a passkey for the account that is signed in, or for the one that a link makes. Errors: DoorError. */
export async function makePasskey(
  passkeyName: string,
  link?: { token: string; name: string; email?: string },
): Promise<void> {
  const options = await callDoor<PublicKeyCredentialCreationOptionsJSON>("passkey/options", link ?? {});
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = await askAuthenticator(() => navigator.credentials.create({ publicKey }));
  await callDoor("passkey", { response, passkeyName, isForLink: link !== undefined });
}
