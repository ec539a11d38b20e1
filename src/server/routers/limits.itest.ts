// S-33: what one signed-in user may ask for, whatever the others do.
import { expect, test } from "vitest";
import { POST as signIn } from "@/app/api/auth/[...all]/route";
import { GET, POST } from "@/app/api/trpc/[trpc]/route";
import { createContext } from "@/server/services/runtime";
import { createTestLink, signInTestUser, Visitor } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";
import { ownRequest } from "@/testing/own-request";
import { createCaller } from "./app-router";

const app = await startTestApp({ mode: "live" });
const told = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error: { code: string }) => error.code,
  );

async function callerOf(userId: string, isSignedIn = true) {
  const service = await createContext({ actor: { kind: "user", userId, keyId: null }, requestId: `test-${userId}` });
  const signIn = isSignedIn ? { sessionId: `session-of-${userId}`, confirmedAt: new Date() } : null;
  return createCaller({ requestId: `test-${userId}`, session: { userId, service, signIn } });
}
const change = (caller: Awaited<ReturnType<typeof callerOf>>) =>
  told(caller.account.revokeInvitation({ invitationId: "none" }));

test("S-33: 120 changes in a minute, one by one or all at once; reading goes on, and so does everybody else", async () => {
  const [ann, bob] = [await callerOf("ann"), await callerOf("bob")];
  for (const userId of ["ann", "bob"]) await signInTestUser(app, userId);
  const outcomes = await Promise.all(Array.from({ length: 150 }, () => change(ann)));
  expect(outcomes.filter((outcome) => outcome === "NOT_FOUND")).toHaveLength(120);
  expect(outcomes.filter((outcome) => outcome === "TOO_MANY_REQUESTS")).toHaveLength(30);
  expect(await told(ann.apiKeys.list())).toBe("done");
  expect(await change(bob)).toBe("NOT_FOUND");
});

test("S-33: 600 calls in a minute; the demo's user has no limit", async () => {
  const [carol, demo] = [await callerOf("carol"), await callerOf("dave", false)];
  const refusedOf = async (caller: typeof carol) => {
    const outcomes = await Promise.all(Array.from({ length: 610 }, () => told(caller.apiKeys.list())));
    return outcomes.filter((outcome) => outcome !== "done");
  };
  expect(await refusedOf(carol)).toEqual(Array.from({ length: 10 }, () => "TOO_MANY_REQUESTS"));
  expect(await refusedOf(demo)).toEqual([]);
});

test("S-33: whoever is past a limit is told when to try again, in a batch and before a stream too", async () => {
  const fay = new Visitor(signIn);
  const account = { name: "Fay", email: "fay@example.org", password: "long enough for it" };
  await fay.post("link/redeem", { token: await createTestLink(app, "invitation"), ...account });
  const headers = fay.headers();
  const url = (path: string) => `http://localhost:3000/api/trpc/${path}`;
  const revoke = () =>
    POST(ownRequest(url("account.revokeInvitation"), { method: "POST", headers, body: '{"invitationId":"none"}' }));
  const ask = (path: string) => GET(ownRequest(url(path), { headers }));
  const waitOf = (response: Response) => [response.status, Number(response.headers.get("retry-after"))];
  const ABOUT_A_MINUTE = expect.toSatisfy((seconds) => seconds > 30 && seconds <= 60);

  const changes = await Promise.all(Array.from({ length: 121 }, revoke));
  const outcomes = changes.map(waitOf).sort(([one = 0], [other = 0]) => one - other);
  expect(outcomes[119]).toEqual([404, 0]);
  expect(outcomes[120]).toEqual([429, ABOUT_A_MINUTE]);

  const batch = `${Array(10).fill("apiKeys.list").join()}?batch=1&input=%7B%7D`;
  await Promise.all(Array.from({ length: 47 }, () => ask(batch)));
  expect(waitOf(await ask(batch))).toEqual([207, ABOUT_A_MINUTE]);
  expect(waitOf(await ask('refreshes.followRun?input={"runId":"none"}'))).toEqual([429, ABOUT_A_MINUTE]);
});

test("S-33: a user has 25 open invitations at most, however many are asked for at once; one for the same address takes the place of the former", async () => {
  const erin = await callerOf("erin");
  await signInTestUser(app, "erin");
  const invite = (email: string) => told(erin.account.createInvitation({ email }));
  const guests = Array.from({ length: 30 }, (_, count) => `guest${count}@example.org`);
  for (const email of guests.slice(10)) await createTestLink(app, "invitation", { userId: "erin", email });
  const outcomes = await Promise.all(guests.slice(0, 10).map(invite));
  expect(outcomes.filter((outcome) => outcome !== "done")).toEqual(Array.from({ length: 5 }, () => "CONFLICT"));
  await app.query("DELETE FROM rate_limit");
  expect(await invite("one-more@example.org")).toBe("CONFLICT");
  const [open] = await erin.account.invitations();
  expect(await invite(open?.email ?? "")).toBe("done");
  expect(await erin.account.invitations()).toHaveLength(25);
});

test("S-33: whether there is an account with an address is told ten times in a quarter of an hour, each user by themselves", async () => {
  for (const userId of ["gina", "hugh"]) await signInTestUser(app, userId);
  const [gina, hugh] = [await callerOf("gina"), await callerOf("hugh")];
  const inviteAs = (caller: typeof gina, email: string) => told(caller.account.createInvitation({ email }));
  const guesses = ["hugh@example.org", ...Array.from({ length: 11 }, (_, count) => `guess${count}@example.org`)];
  const outcomes = [];
  for (const email of guesses) outcomes.push(await inviteAs(gina, email));
  expect(outcomes).toEqual(["CONFLICT", ...Array(9).fill("done"), "TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS"]);
  const changeTo = (email: string) => told(gina.account.update({ name: "Gina", email }));
  expect(await changeTo("hugh@example.org")).toBe("TOO_MANY_REQUESTS");
  expect(await changeTo("gina@example.org")).toBe("done");
  expect(await inviteAs(hugh, "gina@example.org")).toBe("CONFLICT");
  await app.query("UPDATE rate_limit SET ends_at = now()");
  expect(await inviteAs(gina, "hugh@example.org")).toBe("CONFLICT");
});
