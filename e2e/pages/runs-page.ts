import type { Page } from "@playwright/test";
import { Shell } from "./shell";

/** The history of refreshes, and one of them. */
export class RunsPage {
  readonly shell: Shell;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
  }

  async open(query = ""): Promise<void> {
    await this.shell.goTo(`/connections/runs${query}`, "Refresh history");
  }

  get table() {
    return this.page.getByRole("table", { name: "Refreshes, newest first" });
  }

  /** Every row but the head. */
  get rows() {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  choice(label: "Result" | "Asked for by") {
    return this.page.getByRole("combobox", { name: label });
  }

  get downloadCsv() {
    return this.page.getByRole("button", { name: "Download CSV" });
  }

  /** Of one run: what happened at each brokerage. */
  get brokerages() {
    return this.page.getByRole("region", { name: "Brokerages" }).getByRole("listitem");
  }

  brokerage(name: string) {
    return this.brokerages.filter({ hasText: name });
  }

  get retry() {
    return this.page.getByRole("button", { name: /^Retry the/ });
  }

  /** Of one run: what it changed. */
  get changes() {
    return this.page.getByRole("region", { name: "Changes" }).getByRole("listitem");
  }
}
