import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError, resolveEnvironment, VARIABLES, type VariableName } from "./env.mjs";
import { loadEnvironment, parseEnvFile } from "./env-file.mjs";

type Env = Partial<Record<VariableName, string>>;

const CANARY = "canary";
const secret = (fill: string) => Buffer.alloc(32, fill).toString("base64");
const KEYS = { PLAID_CLIENT_ID: `${CANARY}-id`, PLAID_SECRET: `${CANARY}-secret` };
const LIVE = { ...KEYS, APP_SECRET: secret(CANARY), APP_URL: `https://${CANARY}.example.com` };

function problemsOf(env: Env): ConfigurationError {
  try {
    resolveEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

const VALID: Env = {
  ...LIVE,
  PLAID_ENV: "production",
  PLAID_REDIRECT_URI: `https://${CANARY}.example.com/connections/oauth-return`,
  REST_ACCESS: "upstream",
  DATABASE_URL: `postgresql://${CANARY}:${CANARY}@localhost/${CANARY}`,
};

test("S-01: every subset of the deciding variables gives demo, live or exit 78 with names and no value", () => {
  const names = Object.keys(VALID) as VariableName[];
  let [demo, live, refused] = [0, 0, 0];
  for (let bits = 0; bits < 2 ** names.length; bits += 1) {
    const env: Env = Object.fromEntries(names.filter((_, at) => bits & (1 << at)).map((name) => [name, VALID[name]]));
    const keys = Number("PLAID_CLIENT_ID" in env) + Number("PLAID_SECRET" in env);
    const missing = Object.keys(LIVE).filter((name) => !(name in env));
    if (keys === 0) {
      expect(resolveEnvironment(env)).toMatchObject({
        mode: "demo",
        environment: "demo",
        host: "127.0.0.1",
        appUrl: null,
      });
      demo += 1;
    } else if (missing.length === 0) {
      const environment = env.PLAID_ENV ?? "sandbox";
      expect(resolveEnvironment(env)).toMatchObject({
        mode: "live",
        environment,
        restAccess: env.REST_ACCESS ?? "key",
      });
      live += 1;
    } else {
      const error = problemsOf(env);
      expect(error.exitCode).toBe(78);
      expect([...error.variables].sort()).toEqual(missing.sort());
      for (const name of missing) expect(error.message).toContain(name);
      expect(error.message).not.toContain(CANARY);
      refused += 1;
    }
  }
  expect([demo, live, refused]).toEqual([64, 16, 176]);
});

test.each<[VariableName, string[]]>([
  [
    "PLAID_ENV",
    [
      "development",
      "https://sandbox.plaid.com",
      "http://10.0.0.1:3010",
      "http://127.0.0.1.evil.com",
      "http://u:p@localhost",
    ],
  ],
  ["APP_SECRET", ["short", secret("a").slice(0, 40), `${secret("a")},short`, "file:/nowhere", `${secret("a")}!`]],
  [
    "APP_URL",
    [
      "http://invest.example.com",
      "https://example.com/app",
      "nonsense.test",
      "https://u:p@example.com",
      "ftp://localhost",
    ],
  ],
  ["PLAID_REDIRECT_URI", ["https://example.com/", "http://example.com/connections/oauth-return", "x"]],
  ["REST_ACCESS", ["none", "KEY"]],
  ["HOST", ["http://x", "a b", "1.2.3.4:80"]],
  ["PORT", ["0", "65536", "80x", "-1", "3e3"]],
  ["APP_TIME_ZONE", ["Mars/Olympus", "+05:45", "5"]],
  ["DATABASE_URL", ["mysql://x/y", "localhost:5432", "postgresql://host"]],
  ["DATABASE_POOL_MAX", ["0", "many"]],
  ["WORKER_REFRESHES", ["0", "101", "all"]],
  ["TRUST_PROXY_HOPS", ["-1", "11"]],
  ["LOG_LEVEL", ["loud"]],
  ["PLAID_COUNTRY_CODES", ["USA", ","]],
  ["PLAID_LANGUAGE", ["english"]],
])("S-01: %s at fault is named, its value is not", (name, values) => {
  for (const value of values) {
    const error = problemsOf({ ...LIVE, [name]: value });
    expect(error.variables).toEqual([name]);
    expect(error.message).toContain(name);
    if (value.length > 5) expect(error.message).not.toContain(value);
  }
});

test("S-01: whatever the values, the message holds none of them", () => {
  const anyEnv = fc.record(
    Object.fromEntries(
      Object.keys(VARIABLES).map((name) => [name, fc.string({ minLength: 12 }).map((text) => `~${text}~`)]),
    ),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyEnv, (env) => {
      try {
        resolveEnvironment(env, {
          readFile: () => {
            throw new Error(CANARY);
          },
        });
      } catch (error) {
        if (!(error instanceof ConfigurationError)) throw error;
        for (const value of Object.values(env)) expect(error.message).not.toContain(value);
        expect(error.message).not.toContain(CANARY);
      }
    }),
  );
});

describe("what a set of variables stands for", () => {
  test("nothing set is the demo on its defaults; empty counts as unset", () => {
    const empty = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, ""]));
    const settings = resolveEnvironment(empty, { projectDir: "/p" });
    expect(settings).toEqual(resolveEnvironment({}, { projectDir: "/p" }));
    expect(settings).toMatchObject({
      mode: "demo",
      port: 3000,
      isPortGiven: false,
      dataDir: "/p/.data",
      timeZone: "UTC",
      databasePoolMax: 10,
      workerRefreshes: 8,
      restAccess: "anonymous",
      sandboxPort: 3010,
    });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  test("the demo stays on loopback and names what it passes over", () => {
    const settings = resolveEnvironment({ HOST: "0.0.0.0", PLAID_ENV: "production", APP_URL: "https://x.example" });
    expect(settings).toMatchObject({ mode: "demo", host: "127.0.0.1", appUrl: null });
    expect([...settings.ignored].sort()).toEqual(["APP_URL", "HOST", "PLAID_ENV"]);
  });

  test("a loopback PLAID_ENV is an environment of its own", () => {
    const settings = resolveEnvironment({ ...LIVE, PLAID_ENV: "http://127.0.0.1:4010/" });
    expect(settings).toMatchObject({ environment: "custom", plaid: { baseUrl: "http://127.0.0.1:4010" } });
  });

  test("webhooks are sent to where Plaid can reach this install, and to nowhere else", () => {
    const urlOf = (env: Record<string, string>) => resolveEnvironment(env).webhookUrl;
    expect(urlOf({ PORT: "3007" })).toBe("http://127.0.0.1:3007/api/plaid/webhook");
    expect(urlOf({ ...LIVE, APP_URL: "https://x.example" })).toBe("https://x.example/api/plaid/webhook");
    expect(urlOf({ ...LIVE, APP_URL: "http://localhost:3000" })).toBeNull();
    expect(urlOf({ ...LIVE, APP_URL: "https://127.0.0.1:3000" })).toBeNull();
    const local = { ...LIVE, PLAID_ENV: "http://127.0.0.1:4010", APP_URL: "http://localhost:3000" };
    expect(urlOf(local)).toBe("http://localhost:3000/api/plaid/webhook");
  });

  test("APP_SECRET lists keys, current first, also out of a file", () => {
    const list = `${secret("a")}, ${secret("b")}\n`;
    const settings = resolveEnvironment(
      { ...LIVE, APP_SECRET: "file:/s" },
      { readFile: (file) => (file === "/s" ? list : "") },
    );
    expect(settings.appSecrets.map((key) => Buffer.from(key).toString("base64"))).toEqual([secret("a"), secret("b")]);
  });

  test("DATABASE_DIRECT_URL falls back to DATABASE_URL and does not stand alone", () => {
    const databaseUrl = "postgresql://u@h/d";
    expect(resolveEnvironment({ DATABASE_URL: databaseUrl }).databaseDirectUrl).toBe(databaseUrl);
    expect(problemsOf({ DATABASE_DIRECT_URL: databaseUrl }).variables).toEqual(["DATABASE_DIRECT_URL"]);
  });
});

describe(".env", () => {
  test("bare, quoted and multi-line values, comments and export", () => {
    const text = '# c\nA=1 # one\nexport B=\'x # y\'\nC="a\\nb"\nD="two\nlines"\nE=\n';
    expect(parseEnvFile(text)).toEqual({ A: "1", B: "x # y", C: "a\nb", D: "two\nlines", E: "" });
  });

  test.each([
    ["A=1\nnonsense", "line 2"],
    ['A=1\n\nB="open', "line 3"],
    ["A='x' y", "line 1"],
    ["9A=1", "line 1"],
  ])("a broken file names its line: %j", (text, line) => {
    expect(() => parseEnvFile(text)).toThrow(line);
  });

  test("what is set wins over the file, even empty", () => {
    const dir = mkdtempSync(join(tmpdir(), "env-"));
    writeFileSync(join(dir, ".env"), "A=file\nB=file\nC=file\n");
    expect(loadEnvironment(dir, { A: "set", B: "" })).toEqual({ A: "set", B: "", C: "file" });
    rmSync(dir, { recursive: true });
  });
});

test("S-01: npm start ends with 78 and one line that names the variable", () => {
  const env = { NODE_ENV: "test" as const, PATH: process.env.PATH, PLAID_SECRET: CANARY };
  const { status, stderr, stdout } = spawnSync(process.execPath, ["scripts/start.mjs"], {
    env,
    encoding: "utf8",
  });
  expect(status).toBe(78);
  expect(stdout).toBe("");
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain("PLAID_CLIENT_ID");
  expect(stderr).not.toContain(CANARY);
});
