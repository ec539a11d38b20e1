import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A zone that is neither UTC nor a whole number of hours away from it: code that leans on the machine's zone fails here.
process.env.TZ = "Asia/Kathmandu";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@": here("./src"),
      // The package throws outside a React server build; its own empty half is what such a build gets.
      "server-only": here("./node_modules/server-only/empty.js"),
    },
  },
  test: {
    pool: "forks",
    // Many wait for a deadline or for Postgres: on two cores one at a time would leave the other idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: { TZ: "Asia/Kathmandu", NEXT_TELEMETRY_DISABLED: "1" },
    // What packages print while they are made to fail is worth reading where a test fails.
    silent: "passed-only",
    // What is waited for comes when it can; a second, the default, is too little for a machine that does much else.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
          // They keep nothing outside of themselves; loading the modules anew for each file would take longer than the tests.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["src/**/*.itest.ts"],
          globalSetup: ["./scripts/test-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
