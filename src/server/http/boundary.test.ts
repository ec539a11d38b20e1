import { expect, test } from "vitest";
import { AppError } from "@/domain/errors";
import { failureFields, failureLevel } from "./boundary";

test.each<[string, AppError, string, boolean]>([
  ["a refusal", new AppError("RATE_LIMITED", { retryAfterSeconds: 9 }), "info", false],
  ["a body that broke off", new AppError("BODY_INCOMPLETE", { cause: new Error("aborted") }), "info", false],
  ["a full queue", new AppError("UNAVAILABLE", { retryAfterSeconds: 3 }), "info", false],
  ["a database that is away", new AppError("UNAVAILABLE", { cause: new Error("gone") }), "error", true],
  ["what nobody expected", new AppError("INTERNAL", { cause: new Error("odd") }), "error", true],
])("S-32: %s is one line, with a stack where nobody expected it", (_, error, level, hasStack) => {
  expect(failureLevel(error)).toBe(level);
  expect(failureFields(error).error).toBe(hasStack ? error : undefined);
});
