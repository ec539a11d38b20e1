import { readFileSync } from "node:fs";
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
    return this.page.getByRole("grid", { name: "Holdings, by currency" });
  }

  get search() {
    return this.page.getByRole("searchbox", { name: "Search holdings" });
  }

  get downloadButton() {
    return this.page.getByRole("button", { name: "Download CSV" });
  }

  /** The lines of the file that the button saves, without its head, and the file's name. */
  async download(): Promise<{ name: string; head: string; lines: string[] }> {
    const pending = this.page.waitForEvent("download");
    await this.downloadButton.click();
    const file = await pending;
    const [head = "", ...lines] = readFileSync(await file.path(), "utf8")
      .trimEnd()
      .split("\r\n");
    return { name: file.suggestedFilename(), head, lines };
  }

  /** Heads of groups and holdings that are in sight or near it; others are not there until they come near. */
  get lines() {
    return this.table.locator("[data-index]");
  }

  get rows() {
    return this.lines.filter({ hasNot: this.page.locator("[aria-expanded]") });
  }

  rowsOf(text: string) {
    return this.rows.filter({ hasText: text });
  }

  group(name: string | RegExp) {
    return this.table.getByRole("button", { name, expanded: true });
  }

  closedGroup(name: string | RegExp) {
    return this.table.getByRole("button", { name, expanded: false });
  }

  get totals() {
    return this.table.getByRole("rowheader", { name: /^(Total|Shown)/ });
  }

  columnHead(name: string) {
    return this.table.getByRole("columnheader", { name, exact: true });
  }

  sortBy(name: string) {
    return this.columnHead(name).getByRole("button").click();
  }

  /** What the cells in sight of a column hold, as it is stored. */
  values(column: string): Promise<(string | null)[]> {
    return this.rows
      .locator(`[data-column="${column}"] data`)
      .evaluateAll((all) => all.map((one) => one.getAttribute("value")));
  }

  choice(label: "Type" | "Account" | "Brokerage" | "Currency" | "Cost basis" | "Price" | "Group by") {
    return this.page.getByRole("combobox", { name: label, exact: true });
  }

  get asOf() {
    return this.page.getByLabel("As of", { exact: true });
  }

  get filtersButton() {
    return this.page.getByRole("button", { name: /^Filters/ });
  }

  get filterSheet() {
    return this.page.getByRole("dialog", { name: "Filters" });
  }

  get clearFilters() {
    return this.page.getByRole("button", { name: "Clear filters" });
  }

  get count() {
    return this.page
      .getByRole("main")
      .getByRole("status")
      .filter({ hasText: /holding|matching/ });
  }

  /** The cards that stand in for the table on narrow screens. */
  get cards() {
    return this.page.getByRole("list", { name: "Holdings", exact: true }).getByRole("article");
  }
}
