// `npm run bench`: what the built app costs through HTTP, beside the least that the same work can cost. Everything happens in a
// data folder of its own, which is gone afterwards. `npm run bench -- items all` measures these parts alone; the whole run
// writes docs/benchmarks.md.
import { benchAll } from "./bench-all.mjs";
import { benchBoundary } from "./bench-boundary.mjs";
import { benchItems } from "./bench-items.mjs";
import { benchQueue } from "./bench-queue.mjs";
import { runBench } from "./bench-run.mjs";
import { benchStart } from "./bench-start-time.mjs";
import { benchWebhooks } from "./bench-webhooks.mjs";

await runBench({
  parts: {
    ...{ start: benchStart, boundary: benchBoundary, items: benchItems, all: benchAll },
    ...{ webhooks: benchWebhooks, queue: benchQueue },
  },
  file: "docs/benchmarks.md",
  title: "Benchmarks",
  about: `Written by \`npm run bench\`: the built app over HTTP beside the local Plaid, all in one run on one machine. Milliseconds of
another machine differ; the ratios are what to look at.`,
});
