import { BUILD_INPUTS, fingerprint } from "./scripts/fingerprint.mjs";

const distDir = process.env.NEXT_DIST_DIR ?? ".next";

/** @type {import("next").NextConfig} */
const config = {
  // Tests build beside an app that may be running from the same checkout.
  distDir,
  // Several machines build for themselves: a page of one is the other's page too.
  generateBuildId: () => fingerprint(import.meta.dirname, BUILD_INPUTS).slice(0, 20),
  poweredByHeader: false,
  // Its redirects are made before src/proxy.ts runs, without any of our headers.
  skipTrailingSlashRedirect: true,
  // They read their own files at run time, are shared with the worker, which is not bundled by Next, or are lists of words.
  serverExternalPackages: [
    ...["@prisma/adapter-pg", "@prisma/client", "pg", "pg-boss", "pino", "plaid"],
    ...["@zxcvbn-ts/core", "@zxcvbn-ts/language-common", "@zxcvbn-ts/language-en"],
  ],
  images: { unoptimized: true },
  typescript: {
    // `npm run typecheck` is the check; a build need not repeat it.
    ignoreBuildErrors: true,
    // Next adds the types of another distDir to the file it is given, unless that file extends one.
    tsconfigPath: distDir === ".next" ? "tsconfig.json" : "tsconfig.build.json",
  },
  experimental: {
    // What is kept of a body while src/proxy.ts looks at its head. Above every limit of ours, so that a body is never cut
    // to one that fits.
    proxyClientMaxBodySize: "1mb",
  },
};

export default config;
