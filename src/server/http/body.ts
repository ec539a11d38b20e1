import { AppError } from "@/domain/errors";
import { isJsonType, parseJson } from "./json";

/** The largest request body of REST and tRPC. */
export const BODY_LIMIT_BYTES = 65_536;

/**
 * A request's whole body, however it is sent; it stops reading where the limit is passed.
 * Errors: PAYLOAD_TOO_LARGE; BODY_INCOMPLETE when the caller breaks off, or is too slow.
 */
export async function readBody(request: Request, limitBytes = BODY_LIMIT_BYTES): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw new AppError("PAYLOAD_TOO_LARGE");
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop early cancels the stream.
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > limitBytes) throw new AppError("PAYLOAD_TOO_LARGE");
      chunks.push(chunk);
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : new AppError("BODY_INCOMPLETE", { cause: thrown });
  }
  return Buffer.concat(chunks);
}

/**
 * What a JSON body says; undefined when it is absent, malformed, or not sent as JSON.
 * Errors: PAYLOAD_TOO_LARGE; BODY_INCOMPLETE; INVALID_FIELD when it is nested too deep.
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const body = await readBody(request);
  return isJsonType(request.headers.get("content-type")) ? parseJson(body) : undefined;
}
