// What stands in front of every handler costs: the app's least route beside the same route of a Next app that has nothing else.
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { inMs, median } from "./bench-report.mjs";
import { Failure } from "./failure.mjs";
import { anyPort } from "./ports.mjs";
import { isListening } from "./readiness.mjs";
import { runNode, TOOLS } from "./tools.mjs";

const WARM_UP = 300;
const ROUNDS = 20;
const REQUESTS = 100;

const BARE_APP = {
  "package.json": "{}",
  "next.config.mjs": "export default { poweredByHeader: false };",
  "app/api/health/route.js":
    'export const dynamic = "force-dynamic";\nexport const GET = () => Response.json({ status: "ok" });\n',
};

/** @param {import("./bench-run.mjs").Bench} bench @returns {Promise<string>} its address */
async function startBareApp({ projectDir, dataDir, env: outer, onEnd }) {
  const dir = path.join(dataDir, "bare");
  for (const [file, text] of Object.entries(BARE_APP)) {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), text);
  }
  const env = { ...outer, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const next = path.join(projectDir, TOOLS.next);
  // Turbopack would take the folder above, where the packages are, for the app, and our instrumentation with it.
  const { code, output } = await runNode([next, "build", "--webpack"], { cwd: dir, env });
  if (code !== 0) throw new Failure(`the bare app could not be built:\n${output.trim()}`);
  const port = await anyPort();
  const watch = ["--require", path.join(projectDir, "scripts/parent-watch.cjs")];
  const args = [...watch, next, "start", "-H", "127.0.0.1", "-p", String(port)];
  const child = spawn(process.execPath, args, { cwd: dir, env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onEnd(() => {
    child.kill("SIGKILL");
    return ended;
  });
  await isListening(port, "the bare app");
  return `http://127.0.0.1:${port}`;
}

/** @param {string} url @param {http.Agent} agent @returns {Promise<number>} milliseconds */
function timeGet(url, agent) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Failure(`${url} answers ${response.statusCode}`));
        response.resume().once("end", () => resolve(performance.now() - startedAt));
      })
      .once("error", reject);
  });
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchBoundary(bench) {
  const { url } = await bench.stack();
  bench.log("building a Next app of one route");
  const bare = await startBareApp(bench);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  bench.onEnd(() => agent.destroy());
  const sides = [url, bare].map((origin) => ({ address: `${origin}/api/health`, times: /** @type {number[]} */ ([]) }));
  for (const { address } of sides) for (let n = 0; n < WARM_UP; n += 1) await timeGet(address, agent);
  // In turn, so that what else the machine does weighs on both.
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { address, times } of sides)
      for (let n = 0; n < REQUESTS; n += 1) times.push(await timeGet(address, agent));
  const [app = Number.NaN, floor = Number.NaN] = sides.map(({ times }) => median(times));
  return [
    {
      title: "Boundary",
      text: "`GET /api/health` over one connection, and the same answer of a Next app that has this route and nothing else: the difference is what the request's checks, headers and log cost.",
      head: ["median of", "app", "bare Next", "boundary"],
      rows: [[`${ROUNDS * REQUESTS} requests`, `${inMs(app)} ms`, `${inMs(floor)} ms`, `${inMs(app - floor)} ms`]],
    },
  ];
}
