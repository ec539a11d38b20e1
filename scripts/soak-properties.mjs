// The properties among the tests, at their full figures: every test file that asks how many runs it is given.
import fs from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { runNode, TOOLS, withoutSettings } from "./tools.mjs";

const ASKS = /from "[^"]*\/run-count"/;

/** @param {string} projectDir */
function propertyFiles(projectDir) {
  const files = fs.readdirSync(path.join(projectDir, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.i?test\.tsx?$/.test(file))
    .map((file) => path.join("src", file))
    .filter((file) => ASKS.test(fs.readFileSync(path.join(projectDir, file), "utf8")));
}

/** @param {string} projectDir @returns {Promise<string>} */
export async function keepProperties(projectDir) {
  const files = propertyFiles(projectDir);
  const { code } = await runNode([TOOLS.vitest, "run", "--project=unit", "--project=integration", ...files], {
    cwd: projectDir,
    env: { ...withoutSettings(), NODE_ENV: "test", SOAK: "1" },
    isShown: true,
  });
  if (code !== 0) throw new Failure("a property does not hold: see above");
  return `${files.length} files`;
}
