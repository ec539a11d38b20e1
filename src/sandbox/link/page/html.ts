import { SANDBOX_MARKER } from "@/sandbox/sandbox";

/** The framed page of Link. `parent` is an origin that was checked; the page talks to no other. */
export function linkPage(parent: string, theme: string | null): string {
  const themeAttribute = theme === "dark" || theme === "light" ? ` data-theme="${theme}"` : "";
  return `<!doctype html>
<html lang="en" data-parent="${parent}" data-marker="${SANDBOX_MARKER}"${themeAttribute}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Connect an account · demo</title>
<link rel="stylesheet" href="/link/assets/page.css">
<script type="module" src="/link/assets/page.js"></script>
</head>
<body>
<main class="stage">
  <div class="dialog" role="dialog" aria-modal="true" aria-labelledby="title">
    <header class="bar">
      <button type="button" class="icon" id="back" aria-label="Back" hidden>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"/></svg>
      </button>
      <ol class="progress" id="progress" aria-hidden="true"><li></li><li></li><li></li><li></li></ol>
      <button type="button" class="icon" id="close" aria-label="Exit">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>
      </button>
    </header>
    <div class="view" id="view"><h1 id="title" class="quiet">Loading…</h1></div>
    <footer class="note">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3l8 3v6c0 5-3.4 8-8 9-4.6-1-8-4-8-9V6z"/></svg>
      Demo bank – no real credentials.
    </footer>
  </div>
</main>
</body>
</html>
`;
}
