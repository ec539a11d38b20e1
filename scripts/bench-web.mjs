// `npm run bench:web`: what the dashboard costs whoever looks at it, in the production build: its answers and its long lists with
// a very large account, and every page with the demo's. Everything happens in data folders of its own, which are gone afterwards.
// `npm run bench:web -- answers rows` measures these parts alone; the whole run writes docs/benchmarks-web.md. It ends with 1
// when a target is missed.
import { runBench } from "./bench-run.mjs";
import { benchAnswers } from "./bench-web-answers.mjs";
import { benchPages } from "./bench-web-pages.mjs";
import { benchRows } from "./bench-web-rows.mjs";

await runBench({
  parts: { answers: benchAnswers, rows: benchRows, pages: benchPages },
  file: "docs/benchmarks-web.md",
  title: "Benchmarks of the dashboard",
  about: `Written by \`npm run bench:web\`: the built app, its database, the local Plaid and Chromium, all in one run on one machine.`,
});
