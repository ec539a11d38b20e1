// `npm run keys -- invalidate`: other access tokens from Plaid, for when the present ones may be known to somebody.
import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";
import { readInstall, withServices } from "./keys-install.mjs";

const USAGE = "npm run keys -- invalidate --item ID | --all [--before INSTANT]";

/** @param {string[]} args */
function readOrder(args) {
  try {
    const { values } = parseArgs({
      args,
      options: { item: { type: "string" }, all: { type: "boolean" }, before: { type: "string" } },
    });
    const before = values.before === undefined ? new Date() : new Date(values.before);
    const isOne = values.item && !values.all && values.before === undefined;
    if (isOne) return { itemId: /** @type {string} */ (values.item) };
    if (values.all && !values.item && !Number.isNaN(before.getTime())) return { before };
  } catch {
    // told below
  }
  throw new Failure(USAGE, 2);
}

/** @param {import("../src/server/services/secrets/invalidate-access-token.ts").Invalidation} outcome */
function textOf(outcome) {
  if (outcome.kind === "replaced") return "replaced";
  if (outcome.kind === "nothing") return "nothing to replace";
  if (outcome.kind === "failed") return `not replaced: ${outcome.why}`;
  if (outcome.kind === "unclear") return `unclear: ${outcome.why}; run it again`;
  return "LOST: replaced at Plaid, and the new token was not kept; its user must link the brokerage again";
}

/** @param {string[]} args */
export async function invalidate(args) {
  const order = readOrder(args);
  const install = readInstall();
  if (install.settings.mode === "demo")
    throw new Failure("the demo's access tokens open nothing but the local Plaid: there is nothing to invalidate");
  if ("before" in order)
    console.log(
      `to go on after an interruption: npm run keys -- invalidate --all --before ${order.before.toISOString()}`,
    );
  let open = 0;
  const { left } = await withServices(install, (services) =>
    services.invalidate(order, (itemId, outcome) => {
      if (outcome.kind !== "replaced" && outcome.kind !== "nothing") open += 1;
      console.log(`${itemId}  ${textOf(outcome)}`);
    }),
  );
  if (left > 0) console.log(`stopped; ${left} left`);
  return open + left > 0 ? 1 : 0;
}
