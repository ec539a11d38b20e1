import type { Page } from "@playwright/test";

export type Room = "Overview" | "Holdings" | "Connections";

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

  roomLink(room: Room) {
    return this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: room, exact: true });
  }

  heading(name: string) {
    return this.page.getByRole("heading", { level: 1, name });
  }

  async open(room: Room): Promise<void> {
    await this.page.goto({ Overview: "/", Holdings: "/holdings", Connections: "/connections" }[room]);
    await this.heading(room).waitFor();
  }
}
