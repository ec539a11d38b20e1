import { everyPage } from "../scripts/every-page.mjs";
import { expectAccessible } from "./fixtures/accessibility";
import { executeSql } from "./fixtures/database";
import { liveSettings } from "./fixtures/live-settings";
import { expectSound } from "./fixtures/page-quality";
import { collectProblems } from "./fixtures/problems";
import { secretsOf } from "./fixtures/secrets";
import { linkOf, runSetup } from "./fixtures/setup";
import { expect, test } from "./fixtures/test";
import { AccountPages, addAuthenticator } from "./pages/account-pages";

const settings = await liveSettings();
test.use({ settings });
test.describe.configure({ mode: "serial" });

const OWNER = { name: "Olivia Owner", email: "olivia@example.org", password: "seven green bicycles" };
const GUEST = { name: "Gus Guest", email: "gus@example.org", password: "quiet harbour lantern" };
const NEW_PASSWORD = "eleven purple umbrellas";
const WRONG = "not the password at all";
/** What the search for secrets, at the end of the stack, must know. */
const secrets = [OWNER.password, GUEST.password, NEW_PASSWORD, WRONG];
const noted = (link: string) => {
  secrets.push(link.split("#")[1] ?? "none");
  return link;
};
/** Refusals are told by the browser on its console too. */
const REFUSED = /status of 4(?:00|01|03|04|09|22|29)/;

test("until there is an account every page says how the first one is made, and a link that is none is told as such", async ({
  page,
  problems,
}) => {
  problems.allow(REFUSED);
  const door = new AccountPages(page);
  for (const path of ["/", "/holdings", "/settings", "/sign-in"]) {
    await page.goto(path);
    await expect(door.heading("Nobody has an account yet")).toBeVisible();
    await expect(page.getByText("npm run setup")).toBeVisible();
    await expect(page.getByRole("navigation")).toHaveCount(0);
  }
  await expectAccessible(page);
  await page.goto(`/setup#${"x".repeat(43)}`);
  await expect(door.failure).toContainText("This link is not valid");
  expect(page.url()).not.toContain("#");
  await page.goto("/setup");
  await expect(door.failure).toContainText("This link is not valid");
});

test("the link of npm run setup makes the first account, once, and signs in", async ({
  page,
  browser,
  stack,
  problems,
}) => {
  problems.allow(REFUSED);
  const superseded = linkOf(await runSetup(stack, settings));
  const link = noted(linkOf(await runSetup(stack, settings)));
  const door = new AccountPages(page);
  await page.goto(superseded);
  await expect(door.failure).toContainText("This link is not valid");
  await page.goto(link);
  await expect(door.heading("Make the first account")).toBeVisible();
  await expect(door.button("Make the account")).toBeVisible();
  expect(page.url(), "the token has left the address").toBe(`${stack.url}/setup`);
  await expectAccessible(page);
  await door.makeAccount(OWNER);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Demo data" })).toHaveCount(0);
  const other = await browser.newPage();
  await other.goto(link);
  await expect(new AccountPages(other).failure).toContainText("This link is not valid");
  await other.close();
  await expect(runSetup(stack, settings)).rejects.toThrow(/there is an account already/);
});

for (const [address, access] of everyPage()) {
  if (access === "session") continue;
  test(`${address} is accessible, fits, and does not move, in both themes, on a desktop and a phone`, async ({
    page,
    problems,
  }) => {
    // Four looks at a page, each over every rule: on two busy cores that takes its time.
    test.setTimeout(120_000);
    problems.allow(REFUSED);
    await expectSound(page, address);
  });
}

test("whoever is not signed in comes back, after signing in, to where they wanted to go", async ({
  page,
  problems,
}) => {
  problems.allow(REFUSED);
  const door = new AccountPages(page);
  await page.goto("/holdings?sort=name");
  await expect(door.heading("Sign in")).toBeVisible();
  await expectAccessible(page);
  await door.signIn(OWNER.email, WRONG);
  await expect(door.failure).toContainText("do not belong together");
  await expectAccessible(page);
  await door.signIn(OWNER.email, OWNER.password);
  await expect(page).toHaveURL(/\/holdings\?sort=name$/);
  await page.goto("/sign-in?to=https://evil.example/");
  await expect(page).toHaveURL(/:\d+\/$/);
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name.endsWith("session_token"));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", name: "plaid-investments.session_token" });
  await door.button("Sign out").click();
  await expect(door.heading("Sign in")).toBeVisible();
  await page.goBack();
  await expect(door.heading("Sign in")).toBeVisible();
});

test("a passkey is added, named, signs in alone, and is removed", async ({ page, stack, problems }) => {
  problems.allow(REFUSED);
  await addAuthenticator(page);
  const door = new AccountPages(page);
  await page.goto("/settings");
  await door.signIn(OWNER.email, OWNER.password);
  await expect(door.section("Profile").getByLabel("Name")).toHaveValue(OWNER.name);
  const passkeys = door.section("Passkeys");
  // Signed in too long ago for that: it is asked who sits there.
  await executeSql(stack, "UPDATE dashboard_session SET confirmed_at = now() - interval '16 minutes'", "custom");
  await passkeys.getByLabel("Name of a new passkey").fill("Laptop");
  await door.button("Add a passkey").click();
  await expect(page.getByRole("alertdialog", { name: "Confirm that it is you" })).toBeVisible();
  await expectAccessible(page);
  await door.confirm(OWNER.password);
  await expect(passkeys.getByRole("listitem")).toHaveText(/Laptop/);
  await door.button("Rename Laptop").click();
  await passkeys.getByLabel("New name of Laptop").fill("Work laptop");
  await passkeys.getByRole("button", { name: "Save" }).click();
  await expect(passkeys.getByRole("listitem")).toHaveText(/Work laptop/);
  await door.button("Sign out").click();
  await door.button("Sign in with a passkey").click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goto("/settings");
  await door.button("Remove Work laptop").click();
  await expect(passkeys.getByRole("listitem")).toHaveCount(0);
});

test("a session that is ended elsewhere is over at once", async ({ page, browser, stack, problems }) => {
  problems.allow(REFUSED);
  const otherContext = await browser.newContext({ baseURL: new URL(settings.APP_URL).origin });
  const otherProblems = await collectProblems(otherContext, stack);
  otherProblems.allow(REFUSED);
  const other = new AccountPages(await otherContext.newPage());
  await other.page.goto("/settings");
  await other.signIn(OWNER.email, OWNER.password);
  await expect(other.section("Profile")).toBeVisible();
  const door = new AccountPages(page);
  await page.goto("/settings");
  await door.signIn(OWNER.email, OWNER.password);
  const sessions = door.section("Sessions");
  await expect(sessions.getByRole("listitem").filter({ hasText: "This one" })).toHaveText(
    /Chrome on Linux.*From (?:127\.0\.0\.1|::1)/,
  );
  await expectAccessible(page);
  await sessions
    .getByRole("button", { name: /^End the session/ })
    .first()
    .click();
  await sessions.getByRole("button", { name: "End all others" }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await other.section("Profile").getByRole("button", { name: "Save" }).click();
  await expect(other.heading("Sign in")).toBeVisible();
  await expect(other.page).toHaveURL(/\/sign-in\?to=%2Fsettings$/);
  expect(otherProblems.unexpected()).toEqual([]);
  await otherContext.close();
});

test("an invitation makes an account that sees nothing of its host's", async ({ page, browser, stack, problems }) => {
  problems.allow(REFUSED);
  const door = new AccountPages(page);
  await page.goto("/settings");
  await door.signIn(OWNER.email, OWNER.password);
  const invitations = door.section("Invitations");
  const invite = async (email: string) => {
    await invitations.getByLabel("Their e-mail address").fill(email);
    await invitations.getByRole("button", { name: "Make an invitation" }).click();
    await expect(invitations.getByText(`Send this link to ${email}`)).toBeVisible();
    return noted(await invitations.getByRole("status").locator("code").innerText());
  };
  const revoked = await invite("late@example.org");
  await invitations.getByRole("button", { name: "Take back the invitation of late@example.org" }).click();
  await expect(invitations.getByRole("listitem")).toHaveCount(0);
  const link = await invite(GUEST.email);
  await expectAccessible(page);

  const guestContext = await browser.newContext();
  const guestProblems = await collectProblems(guestContext, stack);
  guestProblems.allow(REFUSED);
  const guest = new AccountPages(await guestContext.newPage());
  await addAuthenticator(guest.page);
  await guest.page.goto(revoked);
  await expect(guest.failure).toContainText("This link is not valid");
  await guest.page.goto(link);
  await expect(guest.page.getByLabel("E-mail address")).toHaveValue(GUEST.email);
  await guest.page.getByLabel("Name").fill(GUEST.name);
  await guest.button("Use a passkey in place of a password").click();
  await expectAccessible(guest.page);
  await guest.button("Make the account with a passkey").click();
  await expect(guest.heading("Overview")).toBeVisible();
  await guest.page.goto("/settings");
  await expect(guest.section("Profile").getByLabel("E-mail address")).toHaveValue(GUEST.email);
  await expect(guest.section("Sessions").getByRole("listitem")).toHaveCount(1);
  await expect(guest.section("Invitations").getByRole("listitem")).toHaveCount(0);
  await guest.button("Remove First passkey").click();
  await expect(
    guest.page.getByRole("region", { name: "Notifications" }).getByText("could not be signed in to"),
  ).toBeVisible();
  await guest.section("Password").getByLabel("New password").fill(GUEST.password);
  await guest.button("Set password").click();
  await expect(guest.button("Change password")).toBeVisible();
  await guest.button("Sign out").click();
  await guest.signIn(GUEST.email, GUEST.password);
  await expect(guest.heading("Settings").or(guest.heading("Overview"))).toBeVisible();
  expect(guestProblems.unexpected()).toEqual([]);
  await guestContext.close();
});

test("npm run setup -- --reset opens an account whose password is lost, and ends its sessions; nothing secret is in the log", async ({
  page,
  stack,
  problems,
}) => {
  problems.allow(REFUSED);
  const door = new AccountPages(page);
  await page.goto("/settings");
  await door.signIn(OWNER.email, OWNER.password);
  await expect(door.section("Profile")).toBeVisible();
  const session = (await page.context().cookies()).find(({ name }) => name.endsWith("session_token"));
  secrets.push(decodeURIComponent(session?.value ?? "").split(".")[1] ?? "none");
  await expect(runSetup(stack, settings, "--reset", "nobody@example.org")).rejects.toThrow(/no account has this/);
  const link = noted(linkOf(await runSetup(stack, settings, "--reset", OWNER.email.toUpperCase())));
  await page.goto("/holdings");
  await expect(door.heading("Sign in")).toBeVisible();
  await page.goto(link);
  await expect(door.heading("Choose a new password")).toBeVisible();
  await expectAccessible(page);
  const password = page.getByLabel("New password");
  await password.fill("Password2026Password");
  await door.button("Set the password and sign in").click();
  await expect(password).toHaveAccessibleDescription(/^This password is too easy to guess: .*At least 12 characters\./);
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await password.fill(NEW_PASSWORD);
  await door.button("Set the password and sign in").click();
  await expect(door.heading("Overview")).toBeVisible();
  await door.button("Sign out").click();
  await door.signIn(OWNER.email, OWNER.password);
  await expect(door.failure).toContainText("do not belong together");
  const known = secretsOf(stack);
  for (const secret of secrets) expect(known, "S-17: the search at the end of the stack knows it").toContain(secret);
});

test("S-31: who deletes the account types it, gets a receipt, is signed out, and can sign in no more", async ({
  page,
  problems,
}) => {
  problems.allow(REFUSED);
  const door = new AccountPages(page);
  await page.goto("/settings");
  await door.signIn(GUEST.email, GUEST.password);
  await door.section("Delete account").getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Delete everything" })).toBeDisabled();
  await expectAccessible(page);
  await dialog.getByLabel("Type delete my account to confirm").fill("Delete my account");
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await expect(dialog).toContainText("Your account is deleted");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download receipt: Your account" }).click();
  expect((await download).suggestedFilename()).toMatch(/^receipt-.*\.json$/);
  await dialog.getByRole("button", { name: "Leave" }).click();
  await expect(door.heading("Sign in")).toBeVisible();
  await door.signIn(GUEST.email, GUEST.password);
  await expect(door.failure).toContainText("do not belong together");
});
