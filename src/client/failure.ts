import { TRPCClientError } from "@trpc/client";
import { ERROR_CODES, type ErrorCode } from "@/domain/errors";
import { DoorError } from "./door";
import { ERROR_TEXTS, UNREACHABLE_TEXT } from "./error-texts";

/** A failed call as people are told of it. `requestId` finds the server's log line. */
export type Failure = { code: ErrorCode | null; text: string; requestId: string | null; isTransient: boolean };

type WireData = { appCode?: unknown; requestId?: unknown };

const isErrorCode = (value: unknown): value is ErrorCode => (ERROR_CODES as readonly unknown[]).includes(value);

/** Reads what went wrong from whatever was thrown; no answer at all counts as transient. */
export function readFailure(error: unknown): Failure {
  if (error instanceof DoorError) return error.failure;
  const data = error instanceof TRPCClientError ? (error.data as WireData | null | undefined) : undefined;
  if (!data) return { code: null, text: UNREACHABLE_TEXT, requestId: null, isTransient: true };
  const code = isErrorCode(data.appCode) ? data.appCode : null;
  return {
    code,
    text: ERROR_TEXTS[code ?? "INTERNAL"],
    requestId: typeof data.requestId === "string" ? data.requestId : null,
    isTransient: false,
  };
}
