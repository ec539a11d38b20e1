import { VIEWS_CSS } from "@/sandbox/link/page/views-css";

const LIGHT = `
  --surface: #ffffff; --raised: #f6f8fb; --text: #101828; --soft: #4b5768; --line: #d5dbe5; --edge: #7a8698;
  --accent: #2f4fd0; --accent-text: #ffffff; --accent-soft: #e9edff; --danger: #b42318; --danger-soft: #fef1ef;
  --good: #0b7a4b; --good-soft: #e3f6ec; --focus: #2f4fd0;
`;

const DARK = `
  --surface: #151a23; --raised: #1e2530; --text: #eef2f8; --soft: #aab5c6; --line: #303a49; --edge: #7d8aa0;
  --accent: #9db2ff; --accent-text: #0d1530; --accent-soft: #232d52; --danger: #ff9d92; --danger-soft: #3a1f1f;
  --good: #6bdba4; --good-soft: #14352a; --focus: #b8c6ff;
`;

/** The look of the Link page: the theme named on the root element or, without one, the system's. */
export const PAGE_CSS = `
:root { ${LIGHT} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${DARK} } }
:root[data-theme="dark"] { ${DARK} }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { margin: 0; height: 100%; background: transparent; }
body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); }
button, input { font: inherit; color: inherit; }
svg { width: 1.25em; height: 1.25em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
h1:focus, h1:focus-visible { outline: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.stage { min-height: 100%; height: 100%; display: grid; place-items: center; padding: 24px; }
.dialog { width: 100%; max-width: 400px; height: min(640px, 100%); display: flex; flex-direction: column; overflow: hidden;
  background: var(--surface); border-radius: 18px; box-shadow: 0 24px 60px rgba(8, 15, 30, .35); animation: rise .22s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
.bar { display: grid; grid-template-columns: 44px 1fr 44px; align-items: center; padding: 10px 10px 4px; }
.bar .icon { width: 44px; height: 44px; display: grid; place-items: center; border: 0; border-radius: 12px; background: none; color: var(--soft); cursor: pointer; }
.bar .icon:hover { background: var(--raised); color: var(--text); }
#close { grid-column: 3; }
.progress { grid-column: 2; grid-row: 1; display: flex; gap: 6px; justify-content: center; margin: 0; padding: 0; list-style: none; }
.progress li { width: 22px; height: 4px; border-radius: 2px; background: var(--line); }
.progress .done { background: var(--accent); }
.view { flex: 1; display: flex; flex-direction: column; gap: 14px; overflow-y: auto; padding: 12px 24px 20px; }
.note { display: flex; gap: 8px; align-items: center; justify-content: center; padding: 12px 20px; font-size: 12.5px; color: var(--soft);
  background: var(--raised); border-top: 1px solid var(--line); }
.note svg { flex: none; width: 16px; height: 16px; }
h1 { margin: 0; font-size: 22px; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
.quiet { color: var(--soft); font-weight: 500; }
html:has(.bank) { color-scheme: light dark; }
.bank { background: var(--raised); }
.bank .view { padding-top: 28px; }
.bank .row { justify-content: center; }
@media (max-width: 480px) {
  .stage { padding: 0; }
  .dialog { max-width: none; height: 100%; border-radius: 0; box-shadow: none; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
${VIEWS_CSS}`;
