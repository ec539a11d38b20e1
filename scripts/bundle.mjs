// The processes beside Next as one file each: dependencies stay outside, our sources go in.
import path from "node:path";

/** @type {Record<string, string>} output file in .build → entry */
export const BUNDLES = {
  "worker.mjs": "src/worker/main.ts",
  "seed-demo.mjs": "src/worker/seed-demo.ts",
  "sandbox.mjs": "src/sandbox/main.ts",
};

/**
 * @param {string} projectDir
 * @param {string} outDir
 */
export async function bundle(projectDir, outDir) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: projectDir,
    entryPoints: Object.entries(BUNDLES).map(([out, entry]) => ({ in: entry, out: out.replace(/\.mjs$/, "") })),
    outdir: outDir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    conditions: ["react-server"],
    // `server-only` throws wherever no React server build is at work; these processes are the server.
    alias: {
      "@": path.join(projectDir, "src"),
      "server-only": path.join(projectDir, "node_modules/server-only/empty.js"),
    },
    sourcemap: "linked",
    logLevel: "silent",
  });
}
