import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { UNREACHABLE_TEXT } from "@/client/error-texts";
import { readFailure } from "@/client/failure";

const answer = (data: object) =>
  TRPCClientError.from({ error: { code: -32603, message: "a text of the server's", data } } as never);

test("a failure of ours is told in the dashboard's words, with the request's id", () => {
  const failure = readFailure(answer({ appCode: "DISCONNECT_FAILED", requestId: "req-1", httpStatus: 500 }));
  expect(failure).toMatchObject({ code: "DISCONNECT_FAILED", requestId: "req-1", isTransient: false });
  expect(failure.text).toContain("still connected");
});

test("a code that is not ours is an internal error, and no text of the server's is shown", () => {
  const failure = readFailure(answer({ appCode: "__proto__" }));
  expect(failure).toMatchObject({ code: null, requestId: null });
  expect(failure.text).not.toContain("server's");
});

test("no answer at all is worth another try", () => {
  expect(readFailure(new TypeError("fetch failed"))).toMatchObject({ text: UNREACHABLE_TEXT, isTransient: true });
});
