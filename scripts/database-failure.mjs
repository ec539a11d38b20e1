// What went wrong with a database, in a sentence that holds neither its address nor its password.
import { ConfigurationError } from "./env.mjs";
import { Failure } from "./failure.mjs";

/** @type {Record<string, string>} */
const CONNECTION_PROBLEMS = {
  ECONNREFUSED: "nothing answers at its address",
  ENOTFOUND: "its host name is unknown",
  EAI_AGAIN: "its host name cannot be looked up",
  ETIMEDOUT: "it does not answer in time",
  ECONNRESET: "it closes the connection",
  EHOSTUNREACH: "its host cannot be reached",
  ENETUNREACH: "its network cannot be reached",
  "28P01": "it refuses the user name or the password",
  28000: "it refuses this user",
  "3D000": "it does not exist on that server",
  53300: "it has too many connections",
  "57P03": "it is starting up or shutting down",
  P1000: "it refuses the user name or the password",
  P1001: "nothing answers at its address",
  P1002: "it does not answer in time",
};

/**
 * `error` itself unless it is about reaching the database.
 * @param {unknown} error
 * @returns {unknown}
 */
export function databaseFailure(error) {
  if (!(error instanceof Error)) return error;
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  const problem =
    CONNECTION_PROBLEMS[inner?.code] ??
    (/timeout/i.test(error.message) && /connect/i.test(error.message) ? CONNECTION_PROBLEMS.ETIMEDOUT : undefined);
  if (problem) return new Failure(`the database cannot be used: ${problem} (DATABASE_URL)`);
  if (inner?.code === "53100") return new Failure("no disk space left for the database");
  if (inner?.code === "42501")
    return new Failure(
      "the database user may not create tables: grant it the database, or give DATABASE_DIRECT_URL another user",
    );
  return error;
}

/**
 * @param {string} stamped whose data it holds
 * @param {string} environment whose data the settings are about
 */
export const foreignDatabase = (stamped, environment) =>
  new ConfigurationError(
    `this database holds the data of another environment (${stamped}), and this is ${environment}: check PLAID_CLIENT_ID, PLAID_SECRET and PLAID_ENV, or give another DATABASE_URL`,
    ["PLAID_CLIENT_ID", "PLAID_SECRET", "PLAID_ENV", "DATABASE_URL"],
  );
