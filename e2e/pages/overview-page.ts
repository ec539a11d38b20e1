import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { Shell } from "./shell";

/** A chart in its card: the place at which it is read, its table, its picture. */
export class ChartCard {
  constructor(
    readonly page: Page,
    readonly name: string,
  ) {}

  get card(): Locator {
    return this.page.getByRole("region", { name: this.name, exact: true });
  }

  /** Its text is what is read at that place. */
  get cursor(): Locator {
    return this.card.getByRole("slider", { name: this.name });
  }

  get tableButton(): Locator {
    return this.card.getByRole("button", { name: "Show as a table" });
  }

  get table(): Locator {
    return this.card.getByRole("table");
  }

  get pictureButton(): Locator {
    return this.card.getByRole("button", { name: "Download PNG" });
  }

  choice(name: string): Locator {
    return this.card.getByRole("button", { name, exact: true });
  }

  /** What is read at the place where keys lead to from where it is. */
  async readAfter(...keys: string[]): Promise<string> {
    await this.cursor.focus();
    for (const key of keys) await this.page.keyboard.press(key);
    return (await this.cursor.getAttribute("aria-valuetext")) ?? "";
  }

  async savePicture(): Promise<{ name: string; bytes: Buffer }> {
    const pending = this.page.waitForEvent("download");
    await this.pictureButton.click();
    const file = await pending;
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  }
}

export class OverviewPage {
  readonly shell: Shell;
  readonly value: ChartCard;
  readonly allocation: ChartCard;

  constructor(readonly page: Page) {
    this.shell = new Shell(page);
    this.value = new ChartCard(page, "Value over time");
    this.allocation = new ChartCard(page, "Allocation");
  }

  async open(query = ""): Promise<void> {
    await this.shell.goTo(`/${query}`, "Overview");
  }

  /** The figures of one currency. */
  figures(code: string): Locator {
    return this.page.getByRole("region", { name: `Total in ${code}`, exact: true });
  }

  explain(figure: string): Locator {
    return this.page.getByRole("button", { name: new RegExp(`: explain ${figure}`) });
  }

  get explanation(): Locator {
    return this.page.getByRole("dialog");
  }

  get movers(): Locator {
    return this.page.getByRole("region", { name: "Top movers" });
  }
}
