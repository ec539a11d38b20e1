/** Browser source: the page's calls to the sandbox, and its messages to the page around it. */
export const HOST_JS = `
const { parent: parentOrigin, marker } = document.documentElement.dataset;

/** What is known of the session; onExit and the events report from here. */
export const session = { id: "", institution: null, status: null, lastError: null, isUpdate: false };

export async function call(operation, body) {
  try {
    const response = await fetch("/link/api/" + operation, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(session.id ? { session_id: session.id, ...body } : body),
    });
    if (!response.ok) throw new Error("status " + response.status);
    return await response.json();
  } catch {
    return { error: {
      error_type: "API_ERROR",
      error_code: "INTERNAL_SERVER_ERROR",
      error_message: "the local sandbox did not answer",
      display_message: "The demo bank does not answer. Try again.",
    } };
  }
}

function tell(message) {
  window.parent.postMessage({ from: marker, ...message }, parentOrigin);
}

function shortInstitution() {
  return session.institution && { name: session.institution.name, institution_id: session.institution.institution_id };
}

/** Tells where the person is, so that a forced exit can report it too. */
export function place(status) {
  session.status = status;
  tell({ type: "place", metadata: exitMetadata() });
}

function exitMetadata() {
  return { institution: shortInstitution(), status: session.status, link_session_id: session.id, request_id: "" };
}

export function report(name, details) {
  tell({ type: "event", name, details: {
    link_session_id: session.id,
    institution_id: session.institution && session.institution.institution_id,
    institution_name: session.institution && session.institution.name,
    is_update_mode: session.isUpdate ? "true" : "false",
    ...details,
  } });
}

/** Notes a refusal and gives the text to show for it. */
export function refused(error) {
  const { error_type, error_code, error_message, display_message } = error;
  session.lastError = { error_type, error_code, error_message, display_message };
  report("ERROR", { error_type, error_code, error_message });
  return display_message ?? "Something went wrong. Try again later.";
}

/** Leads the whole page to a bank's site; Link is gone with it. */
export function goTo(path) {
  tell({ type: "leave_page", path });
}

export function leave() {
  report("EXIT", { exit_status: session.status });
  tell({ type: "place", metadata: exitMetadata() });
  tell({ type: "exit", error: session.lastError });
}

export function succeed(result) {
  report("HANDOFF", {});
  tell({ type: "success", public_token: result.public_token, metadata: result.metadata });
}

/** Says that the page is there; the answer is the Link token. Later the page around may ask to leave. */
export function connect({ onStart, onLeave }) {
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== parentOrigin) return;
    const message = event.data;
    if (!message || message.to !== marker) return;
    if (message.type === "start") onStart(message.token, message.received_redirect_uri);
    if (message.type === "leave") onLeave();
  });
  tell({ type: "ready" });
}
`;
