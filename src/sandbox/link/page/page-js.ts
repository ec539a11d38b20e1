/** Browser source: the order of the views. */
export const PAGE_JS = `
import { guardDialog } from "./dom.js";
import { call, connect, leave, place, refused, report, session, succeed } from "./host.js";
import { showConsent, showInstitutions } from "./start-views.js";
import { showCode, showCredentials } from "./sign-in-views.js";
import { showAccounts, showConnected } from "./account-views.js";

let result = null;
let isOver = false;

function once(finish) {
  if (isOver) return;
  isOver = true;
  finish();
}

/** After the last step the link is made: leaving then is finishing. */
function close() {
  once(() => (result ? succeed(result) : leave()));
}

function view(name, status) {
  place(status);
  report("TRANSITION_VIEW", { view_name: name });
}

function toConsent(clientName) {
  view("CONSENT", null);
  showConsent({ clientName, onContinue: toInstitutions });
}

function toInstitutions() {
  session.institution = null;
  view("SELECT_INSTITUTION", "requires_selections");
  showInstitutions({
    onChosen(institution) {
      session.institution = institution;
      report("SELECT_INSTITUTION", {});
      toCredentials(toInstitutions, null);
    },
    onNothingFound: () => place("institution_not_found"),
  });
}

function toCredentials(back, username) {
  view("CREDENTIAL", "requires_credentials");
  showCredentials({ institution: session.institution, username, back, onAnswer: (answer) => follow(answer, () => toCredentials(back, username)) });
}

/** Goes where an accepted step leads. */
function follow(answer, back) {
  session.lastError = null;
  if (answer.next === "code") {
    view("MFA", "requires_code");
    showCode({ institution: session.institution, back, onAnswer: (next) => follow(next, back) });
  }
  if (answer.next === "accounts") {
    view("SELECT_ACCOUNT", "requires_account_selection");
    showAccounts({ accounts: answer.accounts, institution: session.institution, back, onAnswer: (next) => follow(next, back) });
  }
  if (answer.next === "connected") {
    result = answer;
    view("CONNECTED", null);
    showConnected({ institution: session.institution, isUpdate: session.isUpdate, onFinish: close });
  }
}

async function start(linkToken) {
  const description = await call("start", { link_token: String(linkToken) });
  if (description.error) {
    refused(description.error);
    return close();
  }
  session.id = description.link_session_id;
  session.institution = description.institution;
  session.isUpdate = description.is_update;
  report("OPEN", {});
  if (description.is_update) toCredentials(null, description.username);
  else toConsent(description.client_name);
}

guardDialog(close);
connect({ onStart: start, onLeave: close });
`;
