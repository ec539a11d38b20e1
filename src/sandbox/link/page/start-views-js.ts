/** Browser source: consent, and the search for an institution. */
export const START_VIEWS_JS = `
import { element, icon, logo, show, title } from "./dom.js";
import { call, session } from "./host.js";

const PROMISES = [
  ["M4 19V9m6 10V5m6 14v-7m4 7H2", "Your investments", "Accounts, holdings and transactions are read, never changed."],
  ["M12 3l8 3v6c0 5-3.4 8-8 9-4.6-1-8-4-8-9V6z", "You choose", "Pick the accounts to share. Disconnect whenever you like."],
];

export function showConsent({ clientName, onContinue }) {
  const next = element("button", { type: "button", class: "primary", onclick: onContinue }, "Continue");
  const promises = PROMISES.map(([path, name, text]) =>
    element("li", {}, element("span", { class: "badge" }, icon(path)), element("div", {}, element("strong", {}, name), element("p", {}, text))),
  );
  show({
    step: 1,
    nodes: [
      title(clientName + " would like to connect to your investments"),
      element("ul", { class: "promises" }, ...promises),
      element("div", { class: "actions" }, next),
    ],
  });
}

function institutionButton(institution, onChosen) {
  const words = element("span", { class: "words" }, element("strong", {}, institution.name), element("span", {}, institution.tagline));
  return element("li", {}, element("button", { type: "button", class: "row", onclick: () => onChosen(institution) }, logo(institution), words, icon("M9 5l7 7-7 7")));
}

export function showInstitutions({ onChosen, onNothingFound }) {
  const list = element("ul", { class: "rows" });
  const status = element("p", { class: "status", role: "status" });
  const input = element("input", { type: "search", id: "search", placeholder: "Search", autocomplete: "off", spellcheck: "false", oninput: search });
  let latest = 0;

  async function search() {
    const turn = ++latest;
    const answer = await call("institutions", { query: input.value });
    if (turn !== latest) return;
    const found = answer.institutions ?? [];
    list.replaceChildren(...found.map((institution) => institutionButton(institution, onChosen)));
    status.classList.toggle("empty", found.length === 0);
    status.textContent = answer.error
      ? answer.error.display_message
      : found.length === 0 ? "No institution has this name." : found.length + (found.length === 1 ? " institution" : " institutions");
    if (found.length === 0 && session.id) onNothingFound();
  }

  show({
    step: 2,
    nodes: [
      title("Select your institution"),
      element("label", { class: "hidden", for: "search" }, "Search for an institution"),
      input,
      status,
      list,
    ],
    focus: input,
  });
  search();
}
`;
