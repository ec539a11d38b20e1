import type { Call } from "@/sandbox/calls";
import type { Fault } from "@/sandbox/faults/fault";
import { literalPicture } from "@/sandbox/literal-picture";
import { GOOD_PASSWORD } from "@/sandbox/personas/logins";
import { linkLogin } from "@/sandbox/routes/sandbox-public-token-create";
import type { Sandbox } from "@/sandbox/sandbox";

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** What tests and the demo may do to a sandbox besides calling it as Plaid. */
export type SandboxControl = {
  /** Moves the clock to an instant, from which it runs on; null = real time. Errors: RangeError outside 2000–2099. */
  setClock(instant: Date | null): void;
  /** A public token for a login (default: user_good / pass_good at First Platypus Bank). Errors: PlaidFailure. */
  createPublicToken(input: { institutionId?: string; username?: string; password?: string }): string;
  /** Serves this document for the Item instead of its persona: {accounts, holdings, securities, investment_transactions}. Errors: SyntaxError. */
  setPicture(itemId: string, pictureJsonText: string): void;
  clearPicture(itemId: string): void;
  /** What the Item's data calls answer with until its login is repaired in Link; null = healthy. */
  setItemError(itemId: string, code: string | null): void;
  /** When the Item's consent ends: from then on its login must be repaired. */
  setConsentExpiry(itemId: string, instant: Date | null): void;
  addFault(fault: Fault): void;
  /** All of them, or those that are about one Item alone. */
  clearFaults(itemId?: string): void;
  /** The latest calls to Plaid paths, oldest first. */
  calls(): Call[];
  /** Items that were exchanged and not removed. */
  items(): { itemId: string; institutionId: string; username: string }[];
};

/** The control handle of a sandbox; every change is on disk when a call returns. */
export function createControl(sandbox: Sandbox): SandboxControl {
  const { store, clock, pictures, faults, calls } = sandbox;
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
    },
    createPublicToken({ institutionId = "ins_109508", username = "user_good", password = GOOD_PASSWORD }) {
      return linkLogin(sandbox, { institutionId, username, password, products: ["investments"], webhook: null });
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
    },
    setConsentExpiry(itemId, instant) {
      requireKnown(itemId).consentExpiresAt = instant?.toISOString() ?? null;
      store.save();
    },
    addFault: (fault) => faults.add(fault, clock.now().getTime()),
    clearFaults: (itemId) => faults.clear(itemId),
    calls: () => calls.list(),
    items: () =>
      Object.values(store.state.items)
        .filter(({ accessToken, removed }) => accessToken !== null && !removed)
        .map(({ itemId, institutionId, username }) => ({ itemId, institutionId, username })),
  };
}
