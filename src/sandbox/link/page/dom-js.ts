/** Browser source: building elements, the dialog's frame and its focus. */
export const DOM_JS = `
const view = document.getElementById("view");
const dialog = document.querySelector(".dialog");
const backButton = document.getElementById("back");
const closeButton = document.getElementById("close");
const progress = document.getElementById("progress");

/** element("button", { class: "primary", onclick }, "Text", child…) */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export function title(text) {
  return element("h1", { id: "title", tabindex: "-1" }, text);
}

export function logo(institution) {
  if (institution.logo) return element("img", { class: "logo", src: institution.logo, alt: "", width: "40", height: "40" });
  const letter = element("span", { class: "logo letter", "aria-hidden": "true" }, institution.name.charAt(0));
  letter.style.background = institution.color;
  return letter;
}

/** Shows a view: its nodes, how far it is, and where Back leads. The first field or else the title takes the focus. */
export function show({ step, nodes, back, focus }) {
  view.replaceChildren(...nodes);
  view.scrollTop = 0;
  [...progress.children].forEach((dot, place) => dot.classList.toggle("done", place < step));
  backButton.hidden = !back;
  backButton.onclick = back ?? null;
  (focus ?? document.getElementById("title")).focus();
}

export function showError(box, text) {
  box.textContent = "";
  box.hidden = text === null;
  if (text !== null) box.append(icon("M12 8v5M12 16.500v.5M12 3a9 9 0 100 18 9 9 0 000-18"), element("span", {}, text));
}

export function setBusy(button, isBusy) {
  button.disabled = isBusy;
  button.classList.toggle("busy", isBusy);
}

/** Keeps Tab inside the dialog and lets Escape leave it. */
export function guardDialog(leave) {
  closeButton.onclick = leave;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave();
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll("button, input, summary, [href]")].filter(
      (node) => !node.disabled && node.offsetParent !== null,
    );
    const first = stops[0];
    const last = stops[stops.length - 1];
    const active = document.activeElement;
    if (event.shiftKey && (active === first || !stops.includes(active))) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && active === last) { event.preventDefault(); first.focus(); }
  });
}
`;
