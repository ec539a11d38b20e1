import { createHash, createPublicKey, randomBytes, sign } from "node:crypto";
import { newPrivateKey } from "@/sandbox/webhooks/signing-keys";

const [PRESENT, VERIFIED, HAS_CREDENTIAL] = [0x01, 0x04, 0x40];
const ORIGIN = "http://localhost:3000";
const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();

/** A device that keeps one passkey; it tells of itself whether it has found out who holds it, true or not. */
export class TestAuthenticator {
  readonly #id = randomBytes(16);
  readonly #privateKey = newPrivateKey();

  /** What the browser answers to the options of a registration. Source: Web Authentication, 6.1 and 6.5. */
  register({ challenge }: { challenge: string }, { isUserVerified }: { isUserVerified: boolean }) {
    const { x = "", y = "" } = createPublicKey(this.#privateKey).export({ format: "jwk" });
    const [left, right] = [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")];
    // COSE: kty EC2, alg ES256, crv P-256, x, y.
    const publicKey = Buffer.concat([hex("a5010203262001215820"), left, hex("225820"), right]);
    const credential = Buffer.concat([Buffer.alloc(16), hex("0010"), this.#id, publicKey]);
    const flags = PRESENT | HAS_CREDENTIAL | (isUserVerified ? VERIFIED : 0);
    const data = Buffer.concat([this.#authenticatorData(flags), credential]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(data.byteLength);
    // CBOR: { fmt: "none", attStmt: {}, authData }.
    const attestation = [hex("a363666d74646e6f6e656761747453746d74a0686175746844617461"), hex("59"), length, data];
    return this.#answer({
      clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"),
      attestationObject: Buffer.concat(attestation).toString("base64url"),
      transports: ["internal"],
    });
  }

  /** What the browser answers to the options of a sign-in. */
  signIn({ challenge }: { challenge: string }, { isUserVerified }: { isUserVerified: boolean }) {
    const data = this.#authenticatorData(PRESENT | (isUserVerified ? VERIFIED : 0));
    const client = clientData("webauthn.get", challenge);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.#privateKey);
    return this.#answer({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
    });
  }

  #authenticatorData(flags: number): Buffer {
    return Buffer.concat([sha256("localhost"), Buffer.from([flags]), Buffer.alloc(4)]);
  }

  #answer(response: object) {
    const id = this.#id.toString("base64url");
    return { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
  }
}

const hex = (text: string) => Buffer.from(text, "hex");
const clientData = (type: string, challenge: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin: ORIGIN }));
