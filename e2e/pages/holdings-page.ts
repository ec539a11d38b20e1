import type { Page } from "@playwright/test";
import { Shell } from "./shell";

export class HoldingsPage {
  readonly shell: Shell;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
  }

  open(): Promise<void> {
    return this.shell.open("Holdings");
  }

  get table() {
    return this.page.getByRole("table", { name: "Holdings, by currency" });
  }

  get search() {
    return this.page.getByRole("searchbox", { name: "Search holdings" });
  }

  rowsOf(institution: string) {
    return this.table.getByRole("row").filter({ hasText: institution });
  }

  /** The cards that stand in for the table on narrow screens. */
  get cards() {
    return this.page.getByRole("region", { name: /^Holdings in/ }).getByRole("listitem");
  }
}
