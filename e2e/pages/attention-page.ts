import type { Page } from "@playwright/test";
import { Shell } from "./shell";

/** All that needs a look. */
export class AttentionPage {
  readonly shell: Shell;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
  }

  async open(): Promise<void> {
    await this.shell.goTo("/connections/attention", "Needs attention");
  }

  /** Those of one severity. */
  group(severity: "Act now" | "Look at it" | "Good to know") {
    return this.page.getByRole("region", { name: severity });
  }

  entry(kind: string, brokerage: string) {
    return this.page.getByRole("listitem").filter({ hasText: `${kind} · ${brokerage}` });
  }
}
