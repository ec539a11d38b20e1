import { expect, test } from "vitest";
import { linkSources, pagePolicy } from "./csp";

test("S-27: the policy of a live page, to the letter", () => {
  expect(pagePolicy({ nonce: "N", link: linkSources({ mode: "live" }), devHost: null })).toBe(
    "default-src 'none'; script-src 'self' 'nonce-N' 'strict-dynamic' https://cdn.plaid.com; style-src 'self' 'nonce-N'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' https://production.plaid.com https://sandbox.plaid.com; frame-src https://cdn.plaid.com; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
  );
});

test("S-27: the demo names the local Plaid where a live page names Plaid's hosts", () => {
  const link = linkSources({ mode: "demo", sandboxUrl: "http://127.0.0.1:3010" });
  const policy = pagePolicy({ nonce: "N", link, devHost: null });
  expect(policy).not.toContain("plaid.com");
  expect(policy).toContain("script-src 'self' 'nonce-N' 'strict-dynamic' http://127.0.0.1:3010;");
  expect(policy).toContain("connect-src 'self' http://127.0.0.1:3010;");
  expect(policy).toContain("frame-src http://127.0.0.1:3010;");
});

test("a demo without a local Plaid frames nothing", () => {
  const policy = pagePolicy({ nonce: "N", link: linkSources({ mode: "demo", sandboxUrl: null }), devHost: null });
  expect(policy).toContain("frame-src 'none';");
  expect(policy).toContain("connect-src 'self';");
});

test("only `next dev` may evaluate code and open its socket", () => {
  const link = linkSources({ mode: "live" });
  const built = pagePolicy({ nonce: "N", link, devHost: null });
  const dev = pagePolicy({ nonce: "N", link, devHost: "localhost:3000" });
  expect(built).not.toMatch(/unsafe-eval|ws:/);
  expect(dev).toMatch(/script-src [^;]*'unsafe-eval'/);
  expect(dev).toMatch(/connect-src [^;]*ws:\/\/localhost:3000/);
});
