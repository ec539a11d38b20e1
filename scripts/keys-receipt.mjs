// `npm run keys -- verify-receipt FILE`: whether a receipt was given by this install and says what it said then.
import fs from "node:fs";
import { Failure } from "./failure.mjs";
import { readInstall, withServices } from "./keys-install.mjs";

const USAGE = "npm run keys -- verify-receipt FILE";
const TEXTS = {
  good: "good: this install gave this receipt, and nothing in it was changed",
  unknown_key:
    "NOT KNOWN: nothing in it was changed since it was signed, but by no secret in APP_SECRET; if that was changed since, add the former one for this command",
  bad: "NOT GOOD: it is not what was signed",
  none: "this is no receipt",
};

/** @param {string[]} args */
export async function verifyReceipt(args) {
  const [file] = args;
  if (file === undefined || args.length > 1) throw new Failure(USAGE, 2);
  const text = readText(file);
  const verdict = await withServices(readInstall(), (services) => services.verifyReceipt(text));
  console.log(TEXTS[verdict]);
  return verdict === "good" ? 0 : 1;
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    throw new Failure(`${file} cannot be read`);
  }
}
