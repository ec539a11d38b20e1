import type { Page } from "@playwright/test";
import { LinkDialog } from "./link-dialog";
import { Shell } from "./shell";

export class ConnectionsPage {
  readonly shell: Shell;
  readonly link: LinkDialog;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
    this.link = new LinkDialog(page);
  }

  open(): Promise<void> {
    return this.shell.open("Connections");
  }

  get linkButton() {
    return this.page.getByRole("button", { name: "Link a brokerage" });
  }

  card(institution: string) {
    return this.page.getByRole("region", { name: institution });
  }

  /** The card of one Item, where two of them are at the same institution. */
  cardOf(itemId: string) {
    return this.page.locator(`[id="${itemId}"]`);
  }

  get confirmDialog() {
    return this.page.getByRole("alertdialog");
  }

  /** Answers the question that Disconnect asks. */
  async confirmDisconnect(): Promise<void> {
    await this.confirmDialog.getByRole("textbox", { name: /^Type/ }).fill("disconnect");
    await this.confirmDialog.getByRole("button", { name: "Disconnect" }).click();
  }

  /** What a button of the question about a login that is linked already leads to. */
  duplicateChoice(name: "Reconnect" | "Add accounts" | "Link another login" | "Cancel") {
    return this.confirmDialog.getByRole("button", { name });
  }

  accountsAt(institution: string) {
    return this.card(institution)
      .getByRole("list", { name: `Accounts at ${institution}` })
      .getByRole("listitem");
  }

  /** Why the last passage through Link ended without a brokerage. */
  get linkProblem() {
    return this.page.getByRole("main").getByRole("alert");
  }

  /** Links a brokerage that customers called `user_good` have, from the click to the end of its first import. */
  async linkBrokerage(institution: string): Promise<void> {
    await this.linkButton.click();
    await this.link.complete({ institution, username: "user_good", password: "pass_good" });
    await this.card(institution).getByText("Connected", { exact: true }).waitFor({ timeout: 30_000 });
  }
}
