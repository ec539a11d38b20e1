/** Browser source: username and password, and the code. */
export const SIGN_IN_VIEWS_JS = `
import { element, logo, setBusy, show, showError, title } from "./dom.js";
import { call, refused, report } from "./host.js";

const DEMO_LOGINS = [
  ["user_good", "pass_good", "What this institution's customers hold"],
  ["user_retirement", "pass_good", "A 401(k) and an IRA"],
  ["user_crypto", "pass_good", "A crypto exchange"],
  ["user_cad", "pass_good", "A Canadian broker, CAD and USD"],
  ["user_options", "pass_good", "Options, a short position, a margin loan"],
  ["user_bonds", "pass_good", "A ladder of bonds"],
  ["user_stock_plan", "pass_good", "Vesting shares with tax lots"],
  ["user_mixed", "pass_good", "A bank with a brokerage"],
  ["user_cash", "pass_good", "Cash and a money-market fund"],
  ["user_history", "pass_good", "12,345 transactions in two years"],
  ["user_empty", "pass_good", "An account with nothing in it"],
  ["user_manual", "pass_good", "Positions entered by hand"],
  ["user_no_investments", "pass_good", "A bank without investments"],
  ["user_good", "mfa_device", "Asks for a code: 1234"],
  ["user_good", "error_ITEM_LOCKED", "Any error: error_ and its code"],
];

function field(id, label, attributes) {
  const input = element("input", { id, name: id, required: true, spellcheck: "false", autocapitalize: "none", ...attributes });
  return { input, node: element("div", { class: "field" }, element("label", { for: id }, label), input) };
}

function institutionLine(institution) {
  return element("p", { class: "institution" }, logo(institution), element("span", {}, institution.name));
}

function demoLogins(username, password) {
  const rows = DEMO_LOGINS.map(([name, word, about]) => {
    const fill = () => { username.input.value = name; password.input.value = word; password.input.focus(); };
    const words = element("span", { class: "words" }, element("code", {}, name + " / " + word), element("span", {}, about));
    return element("li", {}, element("button", { type: "button", class: "row small", onclick: fill }, words));
  });
  const custom = element("p", { class: "hint" }, "With ", element("code", {}, "user_custom"), " the password is a custom user in Plaid's JSON.");
  return element("details", { class: "demo" }, element("summary", {}, "All demo logins"), element("ul", { class: "rows" }, ...rows), custom);
}

/** A form that sends itself once at a time and shows a refusal in place. */
function form({ fields, button, operation, body, onAnswer }) {
  const error = element("p", { class: "error", id: "error", role: "alert", hidden: true });
  const submit = element("button", { type: "submit", class: "primary" }, button);
  async function send(event) {
    event.preventDefault();
    const empty = fields.find(({ input }) => input.value === "");
    if (empty) { showError(error, "Fill in every field."); empty.input.focus(); return; }
    setBusy(submit, true);
    const answer = await call(operation, body());
    setBusy(submit, false);
    if (!answer.error) return onAnswer(answer);
    showError(error, refused(answer.error));
    const last = fields[fields.length - 1].input;
    last.setAttribute("aria-describedby", "error");
    last.setAttribute("aria-invalid", "true");
    last.select();
  }
  return element("form", { novalidate: true, onsubmit: send }, error, ...fields.map(({ node }) => node), submit);
}

export function showCredentials({ institution, username: known, back, onAnswer }) {
  const username = field("username", "Username", { type: "text", autocomplete: "off", placeholder: "user_good", value: known });
  const password = field("password", "Password", { type: "password", autocomplete: "off", placeholder: "pass_good" });
  const hint = element("p", { class: "hint" }, "Sign in with ", element("code", {}, known ?? "user_good"), " and ", element("code", {}, "pass_good"), ".");
  const body = () => {
    report("SUBMIT_CREDENTIALS", {});
    return { institution_id: institution.institution_id, username: username.input.value.trim(), password: password.input.value };
  };
  show({
    step: 3,
    nodes: [
      institutionLine(institution),
      title(known ? "Sign in again" : "Enter your credentials"),
      hint,
      form({ fields: [username, password], button: "Submit", operation: "login", body, onAnswer }),
      demoLogins(username, password),
    ],
    back,
    focus: known ? password.input : username.input,
  });
}

export function showCode({ institution, back, onAnswer }) {
  const code = field("code", "Code", { type: "text", inputmode: "numeric", autocomplete: "one-time-code", placeholder: "1234" });
  const body = () => {
    report("SUBMIT_MFA", { mfa_type: "code" });
    return { code: code.input.value };
  };
  show({
    step: 3,
    nodes: [
      institutionLine(institution),
      title("Verify it is you"),
      element("p", { class: "hint" }, "A code was sent to your phone. Here it is always ", element("code", {}, "1234"), "."),
      form({ fields: [code], button: "Submit", operation: "code", body, onAnswer }),
    ],
    back,
    focus: code.input,
  });
}
`;
