import type { Page } from "@playwright/test";

/** The pages outside of the dashboard, and what Settings says of the account. */
export class AccountPages {
  constructor(readonly page: Page) {}

  heading(name: string) {
    return this.page.getByRole("heading", { level: 1, name });
  }

  get failure() {
    return this.page.getByRole("alert").filter({ hasText: /\S/ });
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  section(name: string) {
    return this.page.getByRole("region", { name, exact: true });
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.heading("Sign in").waitFor();
    await this.page.getByLabel("E-mail address").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.button("Sign in").click();
  }

  async makeAccount({ name, email, password }: { name: string; email?: string; password: string }): Promise<void> {
    await this.page.getByLabel("Name").fill(name);
    if (email !== undefined) await this.page.getByLabel("E-mail address").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.button("Make the account").click();
  }

  async confirm(password: string): Promise<void> {
    const dialog = this.page.getByRole("alertdialog", { name: "Confirm that it is you" });
    await dialog.getByLabel("Your password").fill(password);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await dialog.waitFor({ state: "detached" });
  }
}

/** A device that keeps passkeys and always finds its owner before it. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
