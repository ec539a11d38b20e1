import type { Page } from "@playwright/test";
import { Shell } from "./shell";

export class SettingsPage {
  readonly shell: Shell;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
  }

  open(): Promise<void> {
    return this.shell.open("Settings");
  }

  /** The one on the page: the dialog that it opens has another of this name. */
  get createButton() {
    return this.page.getByRole("region", { name: "API keys" }).getByRole("button", { name: "Create key" });
  }

  get dialog() {
    return this.page.getByRole("alertdialog");
  }

  /** The key that was just made, while it is shown. */
  get shownKey() {
    return this.dialog.getByTestId("api-key");
  }

  keyNamed(name: string) {
    return this.page.getByRole("list", { name: "API keys" }).getByRole("listitem").filter({ hasText: name });
  }

  /** Asks for a key and leaves it shown. */
  async createKey(name: string, { without = [], expires = "1 year" }: { without?: string[]; expires?: string } = {}) {
    await this.createButton.click();
    await this.dialog.getByRole("textbox", { name: "Name" }).fill(name);
    for (const scope of without) await this.dialog.getByRole("checkbox", { name: scope }).uncheck();
    await this.dialog.getByRole("combobox", { name: "Expires after" }).selectOption(expires);
    await this.dialog.getByRole("button", { name: "Create key" }).click();
    await this.shownKey.waitFor();
  }
}
