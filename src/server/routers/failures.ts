import { TRPCError } from "@trpc/server";
import * as z from "zod";
import { ERROR_TABLE } from "@/contracts/errors";
import { AppError, type ErrorCode } from "@/domain/errors";
import { textOf } from "@/server/http/respond";

const BY_TRPC_CODE: Partial<Record<TRPCError["code"], ErrorCode>> = {
  UNAUTHORIZED: "UNAUTHORIZED",
  METHOD_NOT_SUPPORTED: "METHOD_NOT_ALLOWED",
  PAYLOAD_TOO_LARGE: "PAYLOAD_TOO_LARGE",
};

const TEXT_BY_TRPC_CODE: Partial<Record<TRPCError["code"], string>> = {
  BAD_REQUEST: "Bad Request",
  NOT_FOUND: "Not Found",
};

/**
 * The failure behind an error of tRPC's: ours as it was thrown, a refused input by the field's name, what tRPC itself
 * refuses by its code, and everything else as `failure`.
 */
export function toAppError(error: TRPCError, failure: ErrorCode): AppError {
  const { cause, code } = error;
  if (cause instanceof AppError) return cause;
  if (cause instanceof z.ZodError) {
    return new AppError("INVALID_FIELD", { text: `Invalid ${String(cause.issues[0]?.path[0] ?? "input")}` });
  }
  if (code === "INTERNAL_SERVER_ERROR") return new AppError(failure, { cause: cause ?? error });
  const text = TEXT_BY_TRPC_CODE[code];
  return new AppError(BY_TRPC_CODE[code] ?? "INVALID_FIELD", text ? { text } : {});
}

/** The same failure in tRPC's form: its message is the whole of what a caller is told. */
export function toTrpcError(error: AppError): TRPCError {
  return new TRPCError({ code: ERROR_TABLE[error.code].trpc, message: textOf(error), cause: error });
}
