// Every page that the app has, and where to find one of it in the browser: for whoever visits them all.
import { fileURLToPath } from "node:url";
import { readPages, readSources } from "./check-boundary.mjs";

const PARAMETER = /\[[^\]]+\]/g;

/** @returns {Map<string, "session" | "public">} every page of PAGE_ACCESS, as Next writes its address, and who may see it */
export function everyPage() {
  const pages = readPages(readSources(fileURLToPath(new URL("../src", import.meta.url))));
  if (pages.size === 0) throw new Error("PAGE_ACCESS names no page, or is written in a way that is not understood");
  return pages;
}

/** @param {string} address as Next writes it */
export const hasParameter = (address) => address.search(PARAMETER) >= 0;

/** A path of that page, its parameters taken from the first link that leads to one from the page above it. @param {import("@playwright/test").Page} page @param {string} address @returns {Promise<string>} */
export async function pathOf(page, address) {
  if (!hasParameter(address)) return address;
  await page.goto(address.slice(0, address.search(PARAMETER)).replace(/\/$/, "") || "/");
  const paths = new RegExp(`^${address.replace(PARAMETER, "[^/?#]+")}$`);
  const found = async () => {
    const hrefs = await page
      .getByRole("main")
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    return hrefs.map((href) => href?.replace(/[?#].*$/, "")).find((href) => href && paths.test(href));
  };
  for (let look = 0; look < 50; look += 1) {
    const path = await found();
    if (path) return path;
    await page.waitForTimeout(100);
  }
  throw new Error(`no link on ${page.url()} leads to ${address}`);
}
