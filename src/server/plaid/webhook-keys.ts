import type { KeyObject } from "node:crypto";

/** A key that Plaid signs webhooks with; one whose `expiredAt` has passed signs no more. */
export type WebhookKey = { readonly publicKey: KeyObject; readonly expiredAt: Date | null };

export type WebhookKeys = {
  /** The key of that id; null when Plaid knows none, or cannot be asked yet. Errors: those of `read`. */
  find(kid: string, read: (kid: string) => Promise<WebhookKey | null>): Promise<WebhookKey | null>;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MAX_KEYS = 100;
/** Within a minute: whoever makes up key ids has no more of them looked up. */
const MAX_STRANGERS = 5;

/**
 * What one process knows of Plaid's keys. Each is read once, however many webhooks wait for it, and again after a day, so that
 * its end is noticed; while Plaid cannot be reached a key that is known stays good. Ids that nobody knows are remembered for a minute.
 */
export function createWebhookKeys(now: () => number = () => performance.now()): WebhookKeys {
  const keys = new Map<string, { key: WebhookKey; freshUntil: number }>();
  const strangers = new Map<string, number>();
  const flights = new Map<string, Promise<WebhookKey | null>>();
  let places: { takenAt: number }[] = [];

  function remember(kid: string, key: WebhookKey, forMs: number): WebhookKey {
    keys.delete(kid);
    keys.set(kid, { key, freshUntil: now() + forMs });
    const [oldest] = keys.keys();
    if (keys.size > MAX_KEYS && oldest !== undefined) keys.delete(oldest);
    return key;
  }

  async function lookUp(kid: string, read: (kid: string) => Promise<WebhookKey | null>): Promise<WebhookKey | null> {
    const known = keys.get(kid)?.key;
    try {
      const key = await read(kid);
      if (key) return remember(kid, key, DAY_MS);
    } catch (error) {
      if (!known) throw error;
      return remember(kid, known, MINUTE_MS);
    }
    for (const [stranger, until] of strangers) if (until <= now()) strangers.delete(stranger);
    strangers.set(kid, now() + MINUTE_MS);
    keys.delete(kid);
    return null;
  }

  /** Look-ups of ids that are not known take one of a few places, and only those that find a key give it back. */
  async function lookUpStranger(kid: string, read: (kid: string) => Promise<WebhookKey | null>) {
    places = places.filter(({ takenAt }) => takenAt > now() - MINUTE_MS);
    if (places.length >= MAX_STRANGERS) return null;
    const place = { takenAt: now() };
    places.push(place);
    const key = await lookUp(kid, read);
    if (key) places = places.filter((other) => other !== place);
    return key;
  }

  return {
    async find(kid, read) {
      const known = keys.get(kid);
      if (known && now() < known.freshUntil) return known.key;
      if (now() < (strangers.get(kid) ?? 0)) return null;
      const flight = flights.get(kid);
      if (flight) return flight;
      const begun = (known ? lookUp : lookUpStranger)(kid, read).finally(() => flights.delete(kid));
      flights.set(kid, begun);
      return begun;
    },
  };
}
