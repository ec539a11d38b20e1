import type { Page } from "@playwright/test";
import { Shell } from "./shell";

export class ActivityPage {
  readonly shell: Shell;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
  }

  open(): Promise<void> {
    return this.shell.open("Activity");
  }

  get table() {
    return this.page.getByRole("table", { name: "Transactions, newest first" });
  }

  /** Every row but the head. */
  get rows() {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  /** The cards that stand in for the table on narrow screens. */
  get cards() {
    return this.page.getByRole("list", { name: "Transactions" }).getByRole("article");
  }

  get search() {
    return this.page.getByRole("searchbox", { name: "Search transactions" });
  }

  get filtersButton() {
    return this.page.getByRole("button", { name: "Filters", exact: true });
  }

  choice(label: "Kind" | "Status") {
    return this.page.getByRole("combobox", { name: label, exact: true });
  }

  get count() {
    return this.page.getByRole("main").getByRole("status").filter({ hasText: "transaction" });
  }

  get clearFilters() {
    return this.page.getByRole("button", { name: "Clear filters" });
  }
}
