import type { FrameLocator, Page } from "@playwright/test";

export type Login = {
  readonly institution: string;
  readonly username: string;
  readonly password: string;
  /** Names of the accounts to share; all of them unless given. */
  readonly accounts?: readonly string[];
};

/** Plaid Link as the local Plaid shows it, in its frame over the page. */
export class LinkDialog {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator("iframe[title='Connect an account']");
  }

  button(name: string | RegExp) {
    return this.frame.getByRole("button", { name });
  }

  get username() {
    return this.frame.getByLabel("Username");
  }

  get password() {
    return this.frame.getByLabel("Password");
  }

  get refusal() {
    return this.frame.getByRole("alert");
  }

  async chooseInstitution(name: string): Promise<void> {
    await this.button("Continue").click();
    await this.button(new RegExp(name)).click();
  }

  async submitLogin(username: string, password: string): Promise<void> {
    await this.username.fill(username);
    await this.password.fill(password);
    await this.button("Submit").click();
  }

  /** From the first page to the last; Link is closed afterwards. */
  async complete({ institution, username, password, accounts }: Login): Promise<void> {
    await this.chooseInstitution(institution);
    await this.submitLogin(username, password);
    await this.shareAccounts(accounts);
  }

  /** From the choice of accounts, all of which are shared unless some are named, to the end. */
  async shareAccounts(names?: readonly string[]): Promise<void> {
    const boxes = this.frame.getByRole("checkbox");
    await boxes.first().waitFor();
    for (const box of await boxes.all()) {
      const label = (await box.locator("xpath=ancestor::label").textContent()) ?? "";
      await box.setChecked(names?.some((name) => label.includes(name)) ?? true);
    }
    await this.button("Continue").click();
    await this.button("Finish").click();
  }

  /** Update mode with the choice of accounts; all of them are shared afterwards. */
  async completeAddition(password: string): Promise<void> {
    await this.password.fill(password);
    await this.button("Submit").click();
    await this.shareAccounts();
  }

  /** Update mode begins at the sign-in of the Item's own institution. */
  async completeUpdate(password: string): Promise<void> {
    await this.password.fill(password);
    await this.button("Submit").click();
    await this.button("Finish").click();
  }
}
