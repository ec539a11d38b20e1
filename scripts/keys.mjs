// `npm run keys`: keys of the REST API, and the secrets of the install. Each command is a function of a file of its own.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure, report } from "./failure.mjs";

/** @typedef {(args: string[]) => Promise<number>} Command  Returns the exit code. */

/** Name → how it is called, and where it is. @type {Record<string, { usage: string, load: () => Promise<Command> }>} */
const COMMANDS = {
  ...Object.fromEntries(
    [
      ["list", "list"],
      [
        "create",
        "create --name NAME (--service | --user ID) --scopes link,refresh,refresh_all,read [--expires 90d | never]",
      ],
      ["revoke", "revoke ID"],
    ].map(([name, usage]) => [name, { usage, load: () => ofApiKeys(name) }]),
  ),
  status: { usage: "status", load: async () => (await import("./keys-status.mjs")).status },
  reseal: { usage: "reseal", load: async () => (await import("./keys-status.mjs")).reseal },
  rotate: { usage: "rotate", load: async () => (await import("./keys-rotate.mjs")).rotate },
  drop: { usage: "drop", load: async () => (await import("./keys-rotate.mjs")).drop },
  "verify-receipt": {
    usage: "verify-receipt FILE",
    load: async () => (await import("./keys-receipt.mjs")).verifyReceipt,
  },
  invalidate: {
    usage: "invalidate --item ID | --all [--before INSTANT]",
    load: async () => (await import("./keys-invalidate.mjs")).invalidate,
  },
};

/** @param {string} name @returns {Promise<Command>} */
async function ofApiKeys(name) {
  const { manageApiKeys } = await import("./keys-api.mjs");
  return (args) => manageApiKeys([name, ...args]);
}

/** @param {string[]} argv */
async function main([name = "", ...args]) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const usages = Object.values(COMMANDS).map(({ usage }) => `npm run keys -- ${usage}`);
  if (!command) throw new Failure(usages.join("\n"), 2);
  return (await command.load())(args);
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch(report);
}
