// The migrations of this version. Only `node:` modules: read before anything is installed.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * Names, in the order in which they are applied, and checksums as the schema engine notes them.
 * @param {string} prismaDir
 * @returns {{ name: string, checksum: string }[]}
 */
export function listMigrations(prismaDir) {
  const dir = path.join(prismaDir, "migrations");
  const names = fs.existsSync(dir) ? fs.readdirSync(dir).sort() : [];
  return names.flatMap((name) => {
    const file = path.join(dir, name, "migration.sql");
    if (!fs.existsSync(file)) return [];
    return [{ name, checksum: createHash("sha256").update(fs.readFileSync(file)).digest("hex") }];
  });
}
