// `npm run jobs`: the jobs that were given up, and another chance for them.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { PgBoss } from "pg-boss";
import { Failure, report } from "./failure.mjs";
import { withOperatorDatabase } from "./operator-database.mjs";

const USAGE = "npm run jobs -- list | retry ID… | retry all";
const DEAD_LETTERS = "dead-letters"; // as src/server/queue/queues.ts names it
const MOST = 10_000;

/** @param {PgBoss} boss */
async function givenUp(boss) {
  const queues = await boss.getQueues([DEAD_LETTERS]);
  const jobs = queues.length > 0 ? await boss.findJobs(DEAD_LETTERS, { queued: true, limit: MOST }) : [];
  return jobs.map(({ id, data, createdOn, sourceName, sourceRetryCount, sourceOutput }) => {
    const { message = "its worker was lost" } = /** @type {{ message?: string }} */ (sourceOutput ?? {});
    const tries = Number(sourceRetryCount ?? 0) + 1;
    return { id, at: createdOn.toISOString(), job: sourceName ?? "", data: JSON.stringify(data), tries, message };
  });
}

/** @param {PgBoss} boss */
async function list(boss) {
  const jobs = await givenUp(boss);
  const lines = jobs.map(
    ({ id, at, job, data, tries, message }) => `${id}  ${at}  ${job} ${data}  ${tries} tries: ${message}`,
  );
  return [...lines, `${jobs.length} given up`].join("\n");
}

/** @param {PgBoss} boss @param {readonly string[]} asked */
async function retry(boss, asked) {
  const ids = (await givenUp(boss)).map(({ id }) => id).filter((id) => asked[0] === "all" || asked.includes(id));
  const unknown = asked.filter((id) => id !== "all" && !ids.includes(id));
  if (unknown.length > 0) throw new Failure(`no job of this id was given up: ${unknown.join(", ")}`);
  const moved = ids.length > 0 ? await boss.redrive(DEAD_LETTERS, { ids, limit: MOST }) : 0;
  const rest = ids.length - moved;
  return `${moved} queued again${rest > 0 ? `; ${rest} dropped, for the same job waits or runs already` : ""}`;
}

/** @param {string} databaseUrl @param {string} command @param {readonly string[]} args */
async function run(databaseUrl, command, args) {
  const boss = new PgBoss({
    ...{ connectionString: databaseUrl, max: 1 },
    ...{ migrate: false, supervise: false, schedule: false, registerInstance: false },
  });
  boss.on("error", () => {}); // the call that meets it rejects with it
  await boss.start();
  try {
    return command === "list" ? await list(boss) : await retry(boss, args);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** @param {string[]} argv */
async function main([command = "list", ...args]) {
  if (!(command === "list" ? args.length === 0 : command === "retry" && args.length > 0)) throw new Failure(USAGE, 2);
  console.log(await withOperatorDatabase(({ databaseUrl }) => run(databaseUrl, command, args)));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch(report);
}
