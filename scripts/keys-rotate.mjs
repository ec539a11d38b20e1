// `npm run keys -- rotate` and `drop`: a new secret in place of the present one. Where the secret was made for the install, both
// are done; where somebody set it, they say what to set.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { withLock } from "./file-lock.mjs";
import { readInstall, withServices } from "./keys-install.mjs";
import { requireNone, tellReseal } from "./keys-status.mjs";

/** Longer than a process takes from reading the file to having stored what it sealed. */
const SETTLED_MS = 60_000;

/** @param {string} file */
const readEntries = (file) => fs.readFileSync(file, "utf8").trim().split(",");

/**
 * Whole or not at all, and on the disk when it returns: a secret that is lost takes every token with it.
 * @param {string} file
 * @param {readonly string[]} entries
 */
function replaceEntries(file, entries) {
  const { uid, gid } = fs.statSync(file);
  const draft = `${file}.${process.pid}`;
  const descriptor = fs.openSync(draft, "w", 0o600);
  try {
    fs.writeSync(descriptor, `${entries.join(",")}\n`);
    fs.fchownSync(descriptor, uid, gid);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(draft, file);
  const folder = fs.openSync(path.dirname(file), "r");
  fs.fsyncSync(folder);
  fs.closeSync(folder);
}

/** Whether a secret but the first still seals something. @param {{ keys: readonly { role: string, items: number }[] }} status */
const isPreviousInUse = ({ keys }) => keys.some(({ role, items }) => role === "previous" && items > 0);

/** @param {string[]} args */
export async function rotate(args) {
  requireNone(args, "npm run keys -- rotate");
  const install = readInstall();
  const { ownFile } = install;
  if (ownFile === null) return tellHowToRotate(install.settings.appSecrets.length > 1);
  return withLock(`${ownFile}.lock`, () =>
    withServices(install, async (services) => {
      if (isPreviousInUse(await services.readStatus())) {
        console.log("a rotation was begun before and not ended: it goes on");
      } else {
        const secret = randomBytes(32);
        await services.tellRotation(secret);
        replaceEntries(ownFile, [secret.toString("base64"), ...readEntries(ownFile)]);
        console.log(`a new secret stands first in ${ownFile}; processes that run take it from there by themselves`);
      }
      const exitCode = tellReseal(await services.reseal());
      if (exitCode === 0)
        console.log("what the previous secret sealed is sealed anew: in a minute `npm run keys -- drop` removes it");
      return exitCode;
    }),
  );
}

/** @param {boolean} isBegun whether APP_SECRET is a list already */
function tellHowToRotate(isBegun) {
  if (isBegun)
    console.log("APP_SECRET is a list: finish that rotation first (steps 3 and 4), unless this one is to follow it.\n");
  console.log(`New secret: ${randomBytes(32).toString("base64")}

Each process must know the new secret before any process seals with it. After each step restart every web and worker
process, one by one if you like, and go on when all of them run with it.

1. APP_SECRET=<present value>,<new secret>     every process can open what the new secret will seal
2. APP_SECRET=<new secret>,<present value>     the new secret seals, the old one still opens
3. npm run keys -- reseal                      with the APP_SECRET of step 2; repeat until \`npm run keys -- status\`
                                               shows every access token under the current key
4. APP_SECRET=<new secret>                     the old secret is needed no more

With one process, or with all of them stopped meanwhile, step 1 can be left out.`);
  return 0;
}

/** @param {string[]} args */
export async function drop(args) {
  requireNone(args, "npm run keys -- drop");
  const install = readInstall();
  const { ownFile } = install;
  const check = async (/** @type {import("./keys-install.mjs").Services} */ services) => {
    if (isPreviousInUse(await services.readStatus()))
      throw new Failure("a previous secret still seals access tokens: run `npm run keys -- reseal` first");
  };
  if (ownFile === null) {
    await withServices(install, check);
    console.log("no access token needs a previous secret: set APP_SECRET to its first entry alone, and restart");
    return 0;
  }
  return withLock(`${ownFile}.lock`, () =>
    withServices(install, async (services) => {
      const [current = "", ...previous] = readEntries(ownFile);
      if (previous.length === 0) throw new Failure("there is no previous secret");
      if (Date.now() - fs.statSync(ownFile).mtimeMs < SETTLED_MS)
        throw new Failure(
          "the secret was replaced less than a minute ago, and a process may be at work with the old one",
        );
      await check(services);
      await services.tellDrop();
      replaceEntries(ownFile, [current]);
      console.log(`${ownFile} holds the current secret alone`);
      return 0;
    }),
  );
}
