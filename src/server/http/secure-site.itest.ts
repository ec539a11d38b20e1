// An install on the public internet: cookies that nothing but this very host, over https, can set or read.
import { expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...all]/route";
import { createTestLink, Visitor } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";

const SITE = "https://money.example.org";
const app = await startTestApp({ mode: "live", env: { APP_URL: SITE, TRUST_PROXY_HOPS: "1" } });

test("over https the session's cookie is bound to the host, and where it was signed in from is what the proxy says", async () => {
  const who = new Visitor(POST, "10.0.0.1", SITE);
  const token = await createTestLink(app, "setup");
  const account = { token, name: "Owner", email: "owner@example.org", password: "long enough for it" };
  const made = await who.post("link/redeem", account, { "x-forwarded-for": "6.6.6.6, 198.51.100.7" });
  expect(made.status).toBe(200);
  expect(made.setCookies[0]).toMatch(/^__Host-plaid-investments\.session_token=/);
  for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"])
    expect(made.setCookies[0]).toContain(attribute);
  expect(made.setCookies[0]).not.toContain("Domain");
  expect(await app.query("SELECT ip_address FROM dashboard_session")).toEqual([{ ip_address: "198.51.100.7" }]);
  const left = await who.post("sign-out");
  expect(left.setCookies[0]).toMatch(/^__Host-plaid-investments\.session_token=; Max-Age=0; .*Secure$/);
  expect(await app.query("SELECT FROM dashboard_session")).toEqual([]);
});

test("a passkey is asked to know its user, and is bound to this host", async () => {
  const who = new Visitor(POST, "10.0.0.1", SITE);
  await who.post("sign-in/password", { email: "owner@example.org", password: "long enough for it" });
  const offered = await who.post("passkey/options");
  expect(offered.body).toMatchObject({
    rp: { id: "money.example.org" },
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  expect(offered.setCookies[0]).toMatch(/^__Host-plaid-investments\.passkey_challenge=.*HttpOnly.*Secure/);
  expect((await who.post("sign-in/passkey/options")).body).toMatchObject({
    rpId: "money.example.org",
    userVerification: "required",
  });
});
