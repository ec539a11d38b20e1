import type { Fault } from "@/sandbox/faults/fault";
import type { JsonObject } from "@/sandbox/json";
import { literalPicture } from "@/sandbox/literal-picture";
import type { Call } from "@/sandbox/log";
import { GOOD_PASSWORD } from "@/sandbox/personas/logins";
import { linkLogin } from "@/sandbox/routes/sandbox-public-token-create";
import type { Sandbox } from "@/sandbox/sandbox";
import { announceChanges } from "@/sandbox/webhooks/announce-changes";
import type { Delivery } from "@/sandbox/webhooks/delivery";
import { fireWebhook } from "@/sandbox/webhooks/fire-webhook";
import { rotateKeys } from "@/sandbox/webhooks/signing-keys";
import type { WebhookFault } from "@/sandbox/webhooks/webhook-fault";
import type { WebhookTiming } from "@/sandbox/webhooks/webhooks";

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** What tests and the demo may do to a sandbox besides calling it as Plaid. */
export type SandboxControl = {
  /** Moves the clock to an instant, from which it runs on; null = real time. Errors: RangeError outside 2000–2099. */
  setClock(instant: Date | null): void;
  /** A public token for a login (default: user_good / pass_good at First Platypus Bank). Errors: PlaidFailure. */
  createPublicToken(input: {
    institutionId?: string;
    username?: string;
    password?: string;
    webhook?: string | null;
  }): string;
  /** Serves this document for the Item instead of its persona: {accounts, holdings, securities, investment_transactions}. Errors: SyntaxError. */
  setPicture(itemId: string, pictureJsonText: string): void;
  clearPicture(itemId: string): void;
  /** What the Item's data calls answer with until its login is repaired in Link; null = healthy. */
  setItemError(itemId: string, code: string | null): void;
  /** When the Item's consent ends: from then on its login must be repaired. */
  setConsentExpiry(itemId: string, instant: Date | null): void;
  addFault(fault: Fault): void;
  /** All of them, or those that are about one Item alone; what they delay is answered at once. */
  clearFaults(itemId?: string): void;
  /** The latest calls to Plaid paths, oldest first. */
  calls(): Call[];
  /** Items that were exchanged and not removed. */
  items(): { itemId: string; institutionId: string; username: string }[];
  /** Sends any webhook to the Item's address; `body` adds to its usual contents or replaces them. Errors: RangeError without an address. */
  fireWebhook(input: { itemId: string; type: string; code: string; body?: JsonObject }): void;
  /** The latest webhooks with what became of them, in the order of their events. */
  webhooks(): Delivery[];
  /** How long the first retry waits, each later one four times as long, and how long an answer may take; Plaid's are 30 and 10 seconds. */
  setWebhookTiming(timing: WebhookTiming): void;
  addWebhookFault(fault: WebhookFault): void;
  /** All of them, or those that are about one Item alone. */
  clearWebhookFaults(itemId?: string): void;
  /** Webhooks are signed with a new key from now on, whose id is returned; the one before stays good or expires at once. */
  rotateKey(input?: { expiresOld?: boolean }): string;
};

/** The control handle of a sandbox; every change is on disk when a call returns. */
export function createControl(sandbox: Sandbox): SandboxControl {
  const { store, clock, pictures, faults, calls, webhooks } = sandbox;
  const requireKnown = (itemId: string) => {
    const item = store.state.items[itemId];
    if (item === undefined) throw new RangeError(`There is no Item ${itemId}`);
    return item;
  };
  return {
    setClock(instant) {
      const time = instant?.getTime() ?? EARLIEST;
      if (!(time >= EARLIEST && time < LATEST)) throw new RangeError("The clock can be set to the years 2000 to 2099");
      clock.set(instant);
      announceChanges(sandbox);
    },
    createPublicToken({
      institutionId = "ins_109508",
      username = "user_good",
      password = GOOD_PASSWORD,
      webhook = null,
    }) {
      return linkLogin(sandbox, { institutionId, username, password, products: ["investments"], webhook });
    },
    setPicture(itemId, pictureJsonText) {
      requireKnown(itemId);
      literalPicture(pictureJsonText);
      store.state.pictures[itemId] = pictureJsonText;
      pictures.forget(itemId);
      store.save();
    },
    clearPicture(itemId) {
      delete store.state.pictures[itemId];
      pictures.forget(itemId);
      store.save();
    },
    setItemError(itemId, code) {
      requireKnown(itemId).error = code;
      store.save();
      announceChanges(sandbox);
    },
    setConsentExpiry(itemId, instant) {
      requireKnown(itemId).consentExpiresAt = instant?.toISOString() ?? null;
      store.save();
      announceChanges(sandbox);
    },
    addFault: (fault) => faults.add(fault, clock.now().getTime()),
    clearFaults(itemId) {
      faults.clear(itemId);
      announceChanges(sandbox);
    },
    calls: () => calls.list(),
    items: () =>
      Object.values(store.state.items)
        .filter(({ accessToken, removed }) => accessToken !== null && !removed)
        .map(({ itemId, institutionId, username }) => ({ itemId, institutionId, username })),
    fireWebhook({ itemId, type, code, body }) {
      const item = requireKnown(itemId);
      if (item.webhook === null) throw new RangeError(`The Item ${itemId} has no webhook address`);
      fireWebhook(sandbox, item, type, code, body);
    },
    webhooks: () => webhooks.list(),
    setWebhookTiming: (timing) => webhooks.setTiming(timing),
    addWebhookFault: (fault) => webhooks.faults.add(fault, clock.now().getTime()),
    clearWebhookFaults: (itemId) => webhooks.faults.clear(itemId),
    rotateKey({ expiresOld = false } = {}) {
      const { kid } = rotateKeys(store.state.signingKeys, expiresOld);
      store.save();
      return kid;
    },
  };
}
