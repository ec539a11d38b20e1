import type { Page } from "@playwright/test";

/** The own site of an institution where people sign in themselves. */
export class BankPage {
  constructor(readonly page: Page) {}

  get heading() {
    return this.page.getByRole("heading", { level: 1, name: "Platypus OAuth Bank" });
  }

  async allow(): Promise<void> {
    await this.page.getByLabel("Username").fill("user_good");
    await this.page.getByLabel("Password").fill("pass_good");
    await this.page.getByRole("button", { name: "Sign in and allow" }).click();
  }

  async deny(): Promise<void> {
    await this.page.getByRole("button", { name: "Do not allow" }).click();
  }
}
