// `npm run keys -- status` and `reseal`. Keys are told by their ids, which say nothing about them.
import { Failure } from "./failure.mjs";
import { readInstall, withServices } from "./keys-install.mjs";

const ROLES = {
  current: "current: seals and opens",
  previous: "previous: opens",
  missing: "NOT in APP_SECRET: cannot be opened",
};

/** @param {string[]} args @param {string} usage */
export function requireNone(args, usage) {
  if (args.length > 0) throw new Failure(usage, 2);
}

const items = (/** @type {number} */ count) => (count === 1 ? "1 access token" : `${count} access tokens`);

/** @param {Awaited<ReturnType<import("./keys-install.mjs").Services["readStatus"]>>} status */
function tell({ keys, damaged, unsettled, unusedApiKeys }) {
  for (const { keyId, role, items: count } of keys) console.log(`${keyId}  ${items(count)}  ${ROLES[role]}`);
  if (damaged > 0) console.log(`${items(damaged)} damaged: no key could have sealed them`);
  if (unsettled > 0)
    console.log(`${items(unsettled)} being replaced at Plaid: npm run keys -- invalidate --all says how that ended`);
  if (unusedApiKeys > 0)
    console.log(
      `${unusedApiKeys} API keys not used since APP_SECRET was changed: refused once the previous secret is gone`,
    );
}

/** @param {string[]} args */
export async function status(args) {
  requireNone(args, "npm run keys -- status");
  tell(await withServices(readInstall(), (services) => services.readStatus()));
  return 0;
}

/** @param {string[]} args */
export async function reseal(args) {
  requireNone(args, "npm run keys -- reseal");
  return tellReseal(await withServices(readInstall(), (services) => services.reseal()));
}

/**
 * @param {Awaited<ReturnType<import("./keys-install.mjs").Services["reseal"]>>} report
 * @returns {number} the exit code
 */
export function tellReseal({ resealed, unopenable, left }) {
  console.log(`${items(resealed)} sealed anew`);
  if (left.length > 0) console.log(`${items(left.length)} left, for others kept writing their Items: run it again`);
  if (unopenable.length > 0)
    console.log(`${items(unopenable.length)} cannot be opened by any secret in APP_SECRET: ${unopenable.join(", ")}`);
  return left.length + unopenable.length > 0 ? 1 : 0;
}
