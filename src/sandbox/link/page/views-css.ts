/** The look of what the views are made of. */
export const VIEWS_CSS = `
p { margin: 0; }
.lead, .hint { color: var(--soft); }
code { font: 13px/1.4 ui-monospace, SFMono-Regular, Menlo, monospace; color: var(--text); overflow-wrap: anywhere; }
.hint code { padding: 2px 6px; border-radius: 6px; background: var(--raised); border: 1px solid var(--line); }
.actions { margin-top: auto; padding-top: 12px; }
.primary { width: 100%; min-height: 48px; padding: 10px 18px; border: 0; border-radius: 12px; background: var(--accent); color: var(--accent-text); font-weight: 600; cursor: pointer; }
.primary:hover { filter: brightness(1.08); }
.primary:disabled { cursor: progress; opacity: .75; }
.promises { display: grid; gap: 18px; margin: 10px 0; padding: 0; list-style: none; }
.promises li { display: grid; grid-template-columns: 44px 1fr; gap: 14px; align-items: start; }
.promises p { color: var(--soft); }
.badge { width: 44px; height: 44px; display: grid; place-items: center; border-radius: 12px; background: var(--accent-soft); color: var(--accent); }
.rows { display: grid; gap: 2px; margin: 0 -10px; padding: 0; border: 0; list-style: none; }
.row { width: 100%; display: flex; align-items: center; gap: 14px; padding: 10px; border: 0; border-radius: 12px; background: none; text-align: start; cursor: pointer; }
.row:hover { background: var(--raised); }
.row > svg { margin-inline-start: auto; flex: none; color: var(--edge); }
.row.small { padding: 8px 10px; }
.words { display: grid; min-width: 0; }
.words strong { font-weight: 600; overflow-wrap: anywhere; }
.words span { color: var(--soft); font-size: 13.5px; }
.logo { width: 40px; height: 40px; flex: none; border-radius: 10px; }
.letter { display: grid; place-items: center; color: #fff; font-weight: 600; font-size: 18px; }
.institution { display: flex; align-items: center; gap: 12px; color: var(--soft); font-weight: 500; }
.institution .logo { width: 32px; height: 32px; border-radius: 8px; }
.status { color: var(--soft); font-size: 13.5px; }
.status.empty { padding: 28px 0; text-align: center; font-size: 15px; }
form { display: grid; gap: 14px; }
.field { display: grid; gap: 6px; }
.field label { font-weight: 600; font-size: 14px; }
input[type="text"], input[type="password"], input[type="search"] { width: 100%; min-height: 46px; padding: 10px 14px; border: 1px solid var(--edge);
  border-radius: 12px; background: var(--surface); }
input::placeholder { color: var(--soft); opacity: .85; }
input[type="search"]::-webkit-search-cancel-button { filter: grayscale(1); }
input[aria-invalid] { border-color: var(--danger); }
.error { display: flex; gap: 10px; align-items: flex-start; padding: 10px 14px; border-radius: 12px; background: var(--danger-soft); color: var(--danger); font-size: 14px; }
.error svg { flex: none; }
.demo summary { padding: 6px 0; color: var(--accent); font-weight: 600; cursor: pointer; border-radius: 6px; }
.demo .hint { padding-top: 8px; font-size: 13.5px; }
.account { border: 1px solid var(--line); padding: 14px; }
fieldset.rows { gap: 10px; margin: 0; min-width: 0; }
.account:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
.account:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; }
.account input { width: 20px; height: 20px; flex: none; margin: 0; accent-color: var(--accent); }
.account input:focus-visible { outline: none; }
.balance { margin-inline-start: auto; white-space: nowrap; font-variant-numeric: tabular-nums; font-size: 14px; text-align: end; }
.success { width: 72px; height: 72px; display: grid; place-items: center; margin: 40px auto 8px; border-radius: 50%; background: var(--good-soft); color: var(--good); }
.success svg { width: 36px; height: 36px; }
.success ~ h1, .success ~ .lead { text-align: center; }
`;
