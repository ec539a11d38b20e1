/** Browser source: the choice of accounts, and the end. */
export const ACCOUNT_VIEWS_JS = `
import { element, icon, logo, setBusy, show, showError, title } from "./dom.js";
import { call, refused } from "./host.js";

function balanceText({ balance, currency }) {
  if (balance === null) return "";
  const number = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(balance);
  return currency ? number + " " + currency : number;
}

function accountRow(account) {
  const box = element("input", { type: "checkbox", name: "account", value: account.account_id, checked: account.is_ticked });
  const about = [account.subtype, account.mask && "•••• " + account.mask].filter(Boolean).join("  ");
  const words = element("span", { class: "words" }, element("strong", {}, account.name), element("span", {}, about));
  return { box, node: element("label", { class: "row account" }, box, words, element("span", { class: "balance" }, balanceText(account))) };
}

export function showAccounts({ accounts, institution, back, onAnswer }) {
  const rows = accounts.map(accountRow);
  const error = element("p", { class: "error", role: "alert", hidden: true });
  const submit = element("button", { type: "submit", class: "primary" }, "Continue");
  async function send(event) {
    event.preventDefault();
    const chosen = rows.filter(({ box }) => box.checked).map(({ box }) => box.value);
    if (chosen.length === 0) return showError(error, "Choose at least one account.");
    setBusy(submit, true);
    const answer = await call("accounts", { account_ids: chosen });
    setBusy(submit, false);
    if (answer.error) showError(error, refused(answer.error));
    else onAnswer(answer);
  }
  const legend = element("legend", { class: "hidden" }, "Accounts to share");
  show({
    step: 4,
    nodes: [
      element("p", { class: "institution" }, logo(institution), element("span", {}, institution.name)),
      title("Select accounts to share"),
      element("form", { novalidate: true, onsubmit: send }, error, element("fieldset", { class: "rows" }, legend, ...rows.map(({ node }) => node)), submit),
    ],
    back,
  });
}

export function showConnected({ institution, isUpdate, onFinish }) {
  const finish = element("button", { type: "button", class: "primary", onclick: onFinish }, "Finish");
  show({
    step: 4,
    nodes: [
      element("div", { class: "success" }, icon("M5 12.500l4.5 4.500L19 7.5")),
      title("Success"),
      element("p", { class: "lead", role: "status" }, isUpdate ? institution.name + " works again." : institution.name + " is connected."),
      element("div", { class: "actions" }, finish),
    ],
    focus: finish,
  });
}
`;
