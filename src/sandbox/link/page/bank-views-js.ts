/** Browser source: the way to the site of an institution where people sign in themselves. */
export const BANK_VIEWS_JS = `
import { element, logo, setBusy, show, showError, title } from "./dom.js";
import { call, goTo, refused, report } from "./host.js";

const ASK_EVERY_MS = 400;

export function showBank({ institution, back, onAnswer }) {
  const error = element("p", { class: "error", role: "alert", hidden: true });
  const next = element("button", { type: "button", class: "primary", onclick: leave }, "Continue to login");

  function fail(failure) {
    setBusy(next, false);
    report("FAIL_OAUTH", {});
    showError(error, refused(failure));
  }

  async function leave() {
    showError(error, null);
    setBusy(next, true);
    report("OPEN_OAUTH", {});
    const answer = await call("bank", { institution_id: institution.institution_id });
    if (answer.error) return fail(answer.error);
    if (answer.returns) return goTo(answer.path);
    const bank = window.open(answer.path, "_blank", "popup,width=480,height=720");
    if (bank === null) {
      setBusy(next, false);
      return showError(error, "Your browser has blocked the window of the bank. Allow it and try again.");
    }
    waitForReturn(bank);
  }

  async function waitForReturn(bank) {
    const answer = await call("bank_return", {});
    if (!next.isConnected) return;
    if (answer.next === "waiting") return setTimeout(waitForReturn, ASK_EVERY_MS, bank);
    bank.close();
    if (answer.error) return fail(answer.error);
    report("CLOSE_OAUTH", {});
    onAnswer(answer);
  }

  show({
    step: 3,
    nodes: [
      element("p", { class: "institution" }, logo(institution), element("span", {}, institution.name)),
      title("Sign in at " + institution.name),
      element("p", { class: "lead" }, "You sign in and allow access on the institution's own site. Afterwards you come back here."),
      error,
      element("div", { class: "actions" }, next),
    ],
    back,
  });
}
`;
