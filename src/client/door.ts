import type { ErrorCode } from "@/domain/errors";
import { ERROR_TEXTS, UNREACHABLE_TEXT } from "./error-texts";
import type { Failure } from "./failure";

/** A call of the door (`/api/auth`) that was refused, or that nobody answered. */
export class DoorError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.text);
    this.name = "DoorError";
    this.failure = failure;
  }
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: "INVALID_FIELD",
  401: "SIGN_IN_FAILED",
  403: "NOT_CONFIRMED",
  404: "LINK_NOT_VALID",
  409: "EMAIL_TAKEN",
  422: "WEAK_PASSWORD",
  429: "RATE_LIMITED",
  503: "UNAVAILABLE",
};

function codeOf(action: string, status: number): ErrorCode {
  if (action.includes("passkey") && status === 400) return "PASSKEY_REFUSED";
  if (action.startsWith("passkey") && status === 401) return "UNAUTHORIZED";
  return CODES[status] ?? "INTERNAL";
}

/** What the door answers to `action`. Errors: DoorError. */
export async function callDoor<Answer>(action: string, body: object = {}): Promise<Answer> {
  const response = await fetch(`/api/auth/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new DoorError({ code: null, text: UNREACHABLE_TEXT, requestId: null, isTransient: true });
  });
  if (response.ok) return response.json();
  // An answer that nobody reads to its end stays under way, and keeps its connection.
  await response.text().catch(() => "");
  const code = codeOf(action, response.status);
  // Only what went wrong on our side is worth looking for in the log.
  const requestId = response.status >= 500 ? response.headers.get("x-request-id") : null;
  throw new DoorError({ code, text: ERROR_TEXTS[code], requestId, isTransient: false });
}

let isHeld = false;

/** Keeps the page though its session ends, for what it shows cannot be shown again; returns what lets it go. */
export function holdPage(): () => void {
  isHeld = true;
  return () => {
    isHeld = false;
  };
}

/** Leaves for signing in, and comes back to where one was; not while the page is held. */
export function leaveForSignIn(): void {
  if (isHeld) return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
}

/** Signs out here; whatever was on screen goes with the page. */
export async function signOut(): Promise<void> {
  await callDoor("sign-out");
  window.location.assign("/sign-in");
}
