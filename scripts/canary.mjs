/** Stands in every secret of the environment in which the tests build the app: what is built must not hold it. */
export const BUILD_CANARY = "plaid-investments-build-canary";

const SECRETS = [
  ...["APP_SECRET", "DATABASE_DIRECT_URL", "DATABASE_URL"],
  ...["PLAID_CLIENT_ID", "PLAID_SANDBOX_CONTROL_TOKEN", "PLAID_SECRET"],
];

/** @returns {Record<string, string>} */
export const canaryEnvironment = () => Object.fromEntries(SECRETS.map((name) => [name, `${BUILD_CANARY}-${name}`]));
