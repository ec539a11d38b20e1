// S-33: a gateway in front decides who may call REST, so REST itself asks nobody and counts nobody.
import { expect, test } from "vitest";
import * as linkRoute from "@/app/api/plaid/investments/generate_link_token/route";
import { startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";

await startTestApp({ mode: "live", env: { REST_ACCESS: "upstream" } });

const generate = (userId: string | null, headers: Record<string, string> = {}) =>
  callRoute(linkRoute.POST, "/api/plaid/investments/generate_link_token", { user_id: userId }, { headers });

test("whoever comes is answered, with the gateway's own credentials or with none", async () => {
  const credentials: Record<string, string>[] = [
    {},
    { authorization: "Bearer the-gateway's" },
    { authorization: "Basic eDp5", "x-api-key": "y" },
  ];
  for (const headers of credentials) expect((await generate("anybody", headers)).status).toBe(200);
});

test("as often as the gateway lets them", async () => {
  for (let n = 0; n < 601; n++) expect((await generate(null, { authorization: "Bearer x" })).status).toBe(400);
  expect((await generate("anybody")).headers.get("ratelimit-limit")).toBeNull();
});
