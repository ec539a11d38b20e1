import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey, lengthPrefixed } from "@/server/platform/key-derivation";
import { deriveRing, type SecretRing } from "@/server/platform/secret-ring";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 8;
const VERSION = "v1";
const ENVELOPE = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/;

/** What is sealed; a text sealed for one purpose does not open for another. */
export type SealPurpose = "plaid_access_token" | "plaid_link_token";
/** `itemId` of the Item; of a Link token, which has none yet, the hash by which it is known. */
export type SealedFor = { readonly userId: string; readonly itemId: string };

export type SealErrorReason =
  /** Sealed under a secret that is not among the install's. */
  | "key_unavailable"
  /** Not what was written, or written for someone or something else. */
  | "corrupt";

export class SealError extends Error {
  readonly reason: SealErrorReason;

  constructor(reason: SealErrorReason) {
    super(
      reason === "corrupt"
        ? "a sealed value is damaged or not its owner's"
        : "a sealed value needs a key that is not here",
    );
    this.name = "SealError";
    this.reason = reason;
  }

  // Next loads this module once for each of its bundles, and a process has one sealer for all of them: what it throws must
  // be known for what it is by the others' copies of this class too.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "SealError";
  }
}

export type Sealer = {
  /** The keys there are, the one that `seal` uses first; what is sealed under another one is due for rotation. */
  keyIds(): readonly string[];
  /** `v1.<key id>.<base64url of nonce, ciphertext and tag>` */
  seal(purpose: SealPurpose, owner: SealedFor, plaintext: string): string;
  /** Errors: SealError. */
  open(purpose: SealPurpose, owner: SealedFor, sealed: string): string;
  /** Errors: SealError `corrupt` when this is no sealed value at all. */
  keyIdOf(sealed: string): string;
};

export type SealerOptions = {
  /** Asked at every use: a rotation may have added one. */
  readonly secrets: SecretRing;
  readonly environment: string;
};

type Envelope = { readonly keyId: string; readonly nonce: Buffer; readonly ciphertext: Buffer; readonly tag: Buffer };

function parseEnvelope(sealed: string): Envelope {
  const [, keyId, text] = ENVELOPE.exec(sealed) ?? [];
  if (keyId === undefined || text === undefined) throw new SealError("corrupt");
  const bytes = Buffer.from(text, "base64url");
  // Base64 has several spellings of the same bytes; only the one that `seal` writes is accepted.
  if (bytes.toString("base64url") !== text || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealError("corrupt");
  return {
    keyId,
    nonce: bytes.subarray(0, NONCE_BYTES),
    ciphertext: bytes.subarray(NONCE_BYTES, -TAG_BYTES),
    tag: bytes.subarray(-TAG_BYTES),
  };
}

type SealingKey = { readonly id: string; readonly key: Buffer };

function sealingKey(secret: Uint8Array): SealingKey {
  const key = deriveKey(secret, "seal");
  return { id: deriveKey(key, "seal-key-id").subarray(0, KEY_ID_BYTES).toString("hex"), key };
}

/** Seals texts at rest with AES-256-GCM, each bound to its purpose, environment, user and Item. */
export function createSealer({ secrets, environment }: SealerOptions): Sealer {
  const ring = deriveRing(secrets, sealingKey);

  const boundTo = (keyId: string, purpose: SealPurpose, { userId, itemId }: SealedFor) =>
    lengthPrefixed([VERSION, keyId, purpose, environment, userId, itemId]);

  return {
    keyIds: () => ring().all.map(({ id }) => id),
    seal(purpose, owner, plaintext) {
      const nonce = randomBytes(NONCE_BYTES);
      const { id, key } = ring().current;
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(id, purpose, owner));
      const sealed = Buffer.concat([nonce, cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${id}.${sealed.toString("base64url")}`;
    },
    open(purpose, owner, sealed) {
      const { keyId, nonce, ciphertext, tag } = parseEnvelope(sealed);
      const key = ring().all.find(({ id }) => id === keyId)?.key;
      if (!key) throw new SealError("key_unavailable");
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(keyId, purpose, owner));
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
      } catch {
        throw new SealError("corrupt");
      }
    },
    keyIdOf: (sealed) => parseEnvelope(sealed).keyId,
  };
}
