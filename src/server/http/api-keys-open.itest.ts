// S-05, S-33: where REST answers without a key. In the demo one that is given counts all the same.
import { expect, test } from "vitest";
import * as linkRoute from "@/app/api/plaid/investments/generate_link_token/route";
import * as refreshAllRoute from "@/app/api/plaid/investments/refresh_all/route";
import { createTestApiKey } from "@/testing/api-key";
import { startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";

await startTestApp();

const generate = (userId: string | null, headers: Record<string, string> = {}) =>
  callRoute(linkRoute.POST, "/api/plaid/investments/generate_link_token", { user_id: userId }, { headers });
const refreshAll = (headers: Record<string, string>) =>
  callRoute(refreshAllRoute.POST, "/api/plaid/investments/refresh_all", {}, { headers });

test("without a key the caller vouches for any user, as often as it likes", async () => {
  expect((await generate("anybody")).status).toBe(200);
  for (let n = 0; n < 601; n++) expect((await generate(null)).status).toBe(400);
  expect((await generate("anybody")).headers.get("ratelimit-limit")).toBeNull();
});

test("with a key the caller has that key's rights and limit", async () => {
  const { headers } = await createTestApiKey({ userId: "own", scopes: ["link"] });
  const own = await generate("own", headers);
  expect({ status: own.status, limit: own.headers.get("ratelimit-limit") }).toEqual({ status: 200, limit: "600" });
  expect((await generate("other", headers)).status).toBe(403);
  expect((await refreshAll(headers)).status).toBe(403);
});

test("a key that is not good is refused", async () => {
  const { apiKey } = await createTestApiKey();
  for (const authorization of [`Bearer ${apiKey.slice(0, -1)}`, "Bearer x", "Basic eDp5"])
    expect((await generate("anybody", { authorization })).status).toBe(401);
});
