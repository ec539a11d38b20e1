import { expect, test, vi } from "vitest";
import { startTestApp } from "@/testing/app";

await startTestApp();

/** The modules as one part of Next has them: pages, routes and the start hook each load a copy. */
async function loadCopy() {
  vi.resetModules();
  const { createContext, closeWebProcess } = await import("./runtime");
  const { checkReadiness } = await import("./platform/check-readiness");
  const { SealError } = await import("@/server/platform/seal");
  return { createContext, closeWebProcess, checkReadiness, SealError };
}

test("copies of the modules share one database, and each knows the errors of its own parts", async () => {
  const [one, other] = [await loadCopy(), await loadCopy()];
  const request = { actor: { kind: "service", keyId: null }, requestId: "copy" } as const;
  const [first, second] = [await one.createContext(request), await other.createContext(request)];
  expect(second.db).toBe(first.db);
  expect([await one.checkReadiness(first), await other.checkReadiness(second)]).toEqual([true, true]);
  expect(() => second.sealer.open("plaid_access_token", { userId: "u", itemId: "i" }, "no sealed text")).toThrow(
    other.SealError,
  );
  await other.closeWebProcess();
});
