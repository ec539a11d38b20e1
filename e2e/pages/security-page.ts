import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Shell } from "./shell";

/** A security's own page, and its short form beside the holdings. */
export class SecurityPage {
  readonly shell: Shell;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
  }

  async open(securityId: string, query = ""): Promise<void> {
    await this.shell.goTo(`/holdings/${encodeURIComponent(securityId)}${query}`);
  }

  /** What opens the drawer, on the Holdings page. */
  holdingLink(ticker: string) {
    return this.page.getByRole("main").getByRole("link", { name: ticker, exact: true }).first();
  }

  get drawer() {
    return this.page.getByRole("dialog");
  }

  /** A card of the page, by its heading. */
  card(name: string | RegExp) {
    return this.page.getByRole("region", { name });
  }

  get positions() {
    return this.page.getByRole("table", { name: "Position by account" });
  }

  get lots() {
    return this.page.getByRole("table", { name: "Tax lots" });
  }

  get snapshots() {
    return this.page.getByRole("table", { name: "Snapshots, newest first" });
  }

  range(name: "1M" | "3M" | "YTD" | "1Y" | "All") {
    return this.page.getByRole("button", { name, exact: true });
  }

  get developer() {
    return this.page.getByRole("button", { name: /^Developer/ });
  }

  /** The lines of the file that a card's button saves, and the file's name. */
  async download(card: string): Promise<{ name: string; lines: string[] }> {
    const pending = this.page.waitForEvent("download");
    await this.card(card).getByRole("button", { name: "Download CSV" }).click();
    const file = await pending;
    return {
      name: file.suggestedFilename(),
      lines: readFileSync(await file.path(), "utf8")
        .trimEnd()
        .split("\r\n"),
    };
  }
}
