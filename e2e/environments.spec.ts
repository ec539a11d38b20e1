// One data folder under the keys of several environments, one after the other.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { removeDataDir } from "../scripts/data-dir.mjs";
import { anyPort } from "../scripts/ports.mjs";
import { executeSql } from "./fixtures/database";
import { type Stack, startStack } from "./fixtures/stack";

const APP_SECRET = randomBytes(32).toString("base64");
const ENVIRONMENTS = { sandbox: "sandbox", custom: "http://127.0.0.1:9" };
type Environment = keyof typeof ENVIRONMENTS;

async function startIn(dataDir: string, environment: Environment, more = {}): Promise<Stack> {
  const port = await anyPort();
  return startStack({
    DATA_DIR: dataDir,
    PLAID_CLIENT_ID: "client",
    PLAID_SECRET: "secret-of-the-install",
    PLAID_ENV: ENVIRONMENTS[environment],
    APP_SECRET,
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
    ...more,
  });
}

const usersIn = async (stack: Stack, environment: Environment) =>
  (await executeSql<{ id: string }>(stack, "SELECT id FROM app_user", environment)).map(({ id }) => id);

test("S-03: each environment keeps its own data in one folder, and refuses a database of another one", async () => {
  test.setTimeout(300_000);
  const dataDir = join(import.meta.dirname, "..", ".data", "e2e", `${process.pid}-environments`);
  let stack = await startIn(dataDir, "custom");
  try {
    await executeSql(stack, "INSERT INTO app_user (id) VALUES ('of-custom')", "custom");
    const { password, port } = JSON.parse(readFileSync(join(dataDir, "postgres", "cluster.json"), "utf8"));
    const DATABASE_URL = `postgresql://app:${password}@127.0.0.1:${port}/custom`;
    const refused = await startIn(`${dataDir}-2`, "sandbox", { DATABASE_URL }).catch((error: Error) => error);
    expect(String(refused)).toContain("ended with code 78");
    expect(String(refused)).toMatch(/holds the data of another environment \(custom\).*DATABASE_URL/);
    expect(String(refused)).not.toContain(password);
    expect(await usersIn(stack, "custom")).toEqual(["of-custom"]);

    await stack.stop();
    stack = await startIn(dataDir, "sandbox");
    expect(await usersIn(stack, "sandbox")).toEqual([]);
    await executeSql(stack, "INSERT INTO app_user (id) VALUES ('of-sandbox')", "sandbox");

    await stack.stop();
    stack = await startIn(dataDir, "custom");
    expect(await usersIn(stack, "custom")).toEqual(["of-custom"]);
  } finally {
    await stack.stop();
    for (const dir of [dataDir, `${dataDir}-2`]) removeDataDir(dir);
  }
});
