/** Browser source: the order of the views. */
export const PAGE_JS = `
import { guardDialog } from "./dom.js";
import { call, connect, leave, place, refused, report, session, succeed } from "./host.js";
import { showConsent, showInstitutions } from "./start-views.js";
import { showBank } from "./bank-views.js";
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
      toSignIn(toInstitutions, null);
    },
    onNothingFound: () => place("institution_not_found"),
  });
}

function toSignIn(back, username) {
  if (session.institution.signs_in_at_bank) toBank(back);
  else toCredentials(back, username);
}

function toBank(back) {
  view("OAUTH", "requires_oauth");
  showBank({ institution: session.institution, back, onAnswer: (answer) => follow(answer, () => toBank(back)) });
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

async function start(linkToken, receivedRedirectUri) {
  const description = await call("start", { link_token: String(linkToken), received_redirect_uri: receivedRedirectUri });
  if (description.error) {
    refused(description.error);
    return close();
  }
  session.id = description.link_session_id;
  session.institution = description.institution;
  session.isUpdate = description.is_update;
  report("OPEN", {});
  if (description.answer) follow(description.answer, null);
  else if (description.is_update) toSignIn(null, description.username);
  else toConsent(description.client_name);
}

guardDialog(close);
connect({ onStart: start, onLeave: close });
`;
