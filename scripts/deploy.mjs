// `migrate deploy` in a process of its own: the schema engine would stay in the memory of the start script for good.
import { spawn } from "node:child_process";
import path from "node:path";
import { Failure } from "./failure.mjs";

/** @param {{ projectDir: string, env: Record<string, string | undefined> }} input */
export async function deploy({ projectDir, env }) {
  const child = spawn(process.execPath, [path.join(projectDir, "scripts/migrate.mjs"), "deploy"], {
    cwd: projectDir,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let problem = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (problem += chunk));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  for (const line of output.trim().split("\n")) if (line.startsWith("applied ")) console.log(`- migration ${line}`);
  if (code !== 0)
    throw new Failure(
      problem.trim().replace(/^plaid-investments: /, "") || "the database could not be migrated",
      code ?? 1,
    );
}
