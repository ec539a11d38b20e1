// The JavaScript that comes with each page before anybody has touched anything, as Next's build notes it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Kilobytes compressed; a page that waits for more than this is slow on a slow line. */
export const FIRST_LOAD_KB = 260;
const MANIFEST = "page_client-reference-manifest.js";
/** `globalThis.__RSC_MANIFEST["/page"] = {…};` */
const ENTRY = /__RSC_MANIFEST\["(.+?)"\] = (\{.*\});?\s*$/s;

/**
 * @param {string} distDir
 * @returns {Map<string, number>} kilobytes by page, as Next names its address; empty where the build notes none
 */
export function firstLoads(distDir) {
  const [app, shared] = [join(distDir, "server", "app"), join(distDir, "build-manifest.json")];
  if (!existsSync(app) || !existsSync(shared)) return new Map();
  /** @type {{ rootMainFiles: string[] }} */
  const { rootMainFiles } = JSON.parse(readFileSync(shared, "utf8"));
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const sizeOf = (/** @type {string} */ file) => {
    const size = sizes.get(file) ?? gzipSync(readFileSync(join(distDir, file))).length;
    sizes.set(file, size);
    return size;
  };
  return new Map(
    readdirSync(app, { recursive: true, encoding: "utf8" }).flatMap((file) => {
      const [, page, json] = (file.endsWith(MANIFEST) && ENTRY.exec(readFileSync(join(app, file), "utf8"))) || [];
      if (page === undefined || json === undefined) return [];
      /** @type {{ entryJSFiles: Record<string, string[]> }} */
      const { entryJSFiles } = JSON.parse(json);
      const files = new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()]);
      return [[page, [...files].reduce((sum, one) => sum + sizeOf(one), 0) / 1_000]];
    }),
  );
}
