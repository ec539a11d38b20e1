import { expect, test } from "vitest";
import { ERROR_TABLE } from "@/contracts/errors";
import { AppError, ERROR_CODES, type ProviderFailure } from "@/domain/errors";
import { errorResponse } from "./respond";

const failure = (errorCode: string | null): ProviderFailure => ({
  kind: "plaid_error",
  path: "/item/get",
  errorType: "ITEM_ERROR",
  errorCode,
  httpStatus: 400,
  requestId: "r",
  displayMessage: "private",
});

test.each(ERROR_CODES)("%s: the table's status and text, and no other key", async (code) => {
  const response = errorResponse(new AppError(code, { cause: new Error("secret") }));
  expect(response.status).toBe(ERROR_TABLE[code].http);
  expect(await response.text()).toBe(JSON.stringify({ error: ERROR_TABLE[code].text }));
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("an error's own text comes first", async () => {
  expect(await errorResponse(new AppError("MISSING_FIELDS", { text: "Missing user_id" })).json()).toEqual({
    error: "Missing user_id",
  });
});

test("Plaid's code is shown where Plaid said why, and only in its form", () => {
  const shown = (code: string | null) =>
    errorResponse(new AppError("REFRESH_FAILED", { provider: failure(code) })).headers.get("x-plaid-error-code");
  expect(shown("ITEM_LOGIN_REQUIRED")).toBe("ITEM_LOGIN_REQUIRED");
  expect(shown("A".repeat(65))).toBeNull();
  expect(shown("bad\r\nx: y")).toBeNull();
  expect(shown(null)).toBeNull();
  expect(errorResponse(new AppError("REFRESH_FAILED")).headers.has("x-plaid-error-code")).toBe(false);
});
