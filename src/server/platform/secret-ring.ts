import "server-only";
import { statSync } from "node:fs";
import { readSecrets, type Settings } from "@/server/platform/env";

/** The secrets of the install as they are now: current first, then those that only open. */
export type SecretRing = () => readonly Uint8Array[];

/**
 * Secrets that stand in a file are read anew when the file is another one, so that a rotation reaches a process that runs. A file
 * that cannot be read, or means nothing, changes nothing.
 */
export function createSecretRing({
  appSecrets,
  appSecretFile,
}: Pick<Settings, "appSecrets" | "appSecretFile">): SecretRing {
  if (appSecretFile === null) return () => appSecrets;
  let secrets = appSecrets;
  let version: string | null = null;
  return () => {
    const found = versionOf(appSecretFile);
    if (found !== null && found !== version) {
      try {
        secrets = readSecrets(`file:${appSecretFile}`);
        version = found;
      } catch {
        // Somebody is at work on it; what was good is good until it says something else.
      }
    }
    return secrets;
  };
}

/**
 * What is derived from each secret of a ring, the current one first, derived anew only when the ring has changed.
 * Errors: RangeError, at once and at each use, without a secret or with one that is too short.
 */
export function deriveRing<Key>(
  secrets: SecretRing,
  derive: (secret: Uint8Array) => Key,
): () => { readonly current: Key; readonly all: readonly Key[] } {
  let made: { readonly from: readonly Uint8Array[]; readonly all: readonly Key[] } = { from: [], all: [] };
  const ring = () => {
    const from = secrets();
    if (from !== made.from) made = { from, all: from.map(derive) };
    const [current] = made.all;
    if (current === undefined) throw new RangeError("at least one secret is needed");
    return { current, all: made.all };
  };
  ring();
  return ring;
}

/** Tells one content of a file from another; null when there is no file. */
function versionOf(file: string): string | null {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat ? [stat.ino, stat.mtimeNs, stat.size].join(":") : null;
}
