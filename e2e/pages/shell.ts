import { expect, type Page } from "@playwright/test";

export type Room = "Overview" | "Holdings" | "Activity" | "Connections" | "Settings";

/** What stands around every page of the dashboard. */
export class Shell {
  constructor(readonly page: Page) {}

  get refreshButton() {
    return this.page.getByRole("banner").getByRole("button", { name: /^Refresh/ });
  }

  /** The refresh under way, while it is open. */
  get refreshProgress() {
    return this.page.getByRole("region", { name: "Refreshing" });
  }

  get refreshResult() {
    return this.page.getByRole("region", { name: "Refresh result" });
  }

  get refreshStatus() {
    return this.page.getByRole("status", { name: "Refresh status" });
  }

  get hideAmounts() {
    return this.page.getByRole("button", { name: "Hide amounts" });
  }

  /** Of which accounts the page tells; there only where it tells of some. */
  get scope() {
    return this.page.getByRole("banner").getByRole("button", { name: /^Accounts shown/ });
  }

  /** The first of that name: a brokerage may be linked more than once. */
  async chooseScope(name: string): Promise<void> {
    await this.scope.click();
    await this.page.getByRole("menuitemradio", { name }).first().click();
    await this.page.getByRole("menu").waitFor({ state: "detached" });
  }

  roomLink(room: Room) {
    return this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: room, exact: true });
  }

  heading(name: string) {
    return this.page.getByRole("heading", { level: 1, name });
  }

  async open(room: Room): Promise<void> {
    await this.goTo(room === "Overview" ? "/" : `/${room.toLowerCase()}`, room);
  }

  /** What is done to a part of a page before its script has taken it over is lost: returns when all of it is. */
  async goTo(path: string, heading?: string): Promise<void> {
    await this.page.goto(path);
    await this.page.getByRole("main").getByRole("heading", { level: 1, name: heading }).waitFor();
    const areTakenOver = (parts: Element[]) =>
      parts.every((part) => Object.keys(part).some((key) => key.startsWith("__react")));
    await expect
      .poll(() => this.page.locator("main :is(h1, a, button, input, select)").evaluateAll(areTakenOver))
      .toBe(true);
  }
}
