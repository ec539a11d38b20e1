import * as z from "zod";
import { readStateFile, writeStateFile } from "@/sandbox/state-file";
import { newSigningKey, signingKeySchema } from "@/sandbox/webhooks/signing-keys";

const itemSchema = z.object({
  itemId: z.string(),
  institutionId: z.string(),
  username: z.string(),
  /** The custom user's JSON text; null for the built-in logins. */
  customUser: z.string().nullable(),
  products: z.array(z.string()),
  webhook: z.string().nullable(),
  createdAt: z.string(),
  /** Account ids the person ticked; null = all. */
  selectedAccountIds: z.array(z.string()).nullable(),
  accessToken: z.string().nullable(),
  removed: z.boolean(),
  /** The error code that all data calls answer with until the login is repaired; null = healthy. */
  error: z.string().nullable().default(null),
  /** When the consent ends, and the login with it; null = never. */
  consentExpiresAt: z.string().nullable().default(null),
  /** The error code that webhooks told last; null = that it is healthy. */
  announcedError: z.string().nullable().default(null),
  lastWebhook: z.object({ sentAt: z.string(), code: z.string() }).nullable().default(null),
});

const publicTokenSchema = z.object({ itemId: z.string(), expiresAt: z.string(), used: z.boolean() });

const linkSessionSchema = z.object({
  linkSessionId: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  publicToken: z.string().nullable(),
  institutionId: z.string().nullable(),
  accounts: z.array(z.record(z.string(), z.string().nullable())),
});

const linkTokenSchema = z.object({
  createdAt: z.string(),
  expiresAt: z.string(),
  clientName: z.string(),
  language: z.string(),
  countryCodes: z.array(z.string()),
  products: z.array(z.string()),
  webhook: z.string().nullable(),
  redirectUri: z.string().nullable(),
  /** The Item to repair; null = a new one. */
  updateItemId: z.string().nullable(),
  accountSelection: z.boolean(),
  sessions: z.array(linkSessionSchema),
});

const stateSchema = z.object({
  version: z.literal(1),
  seed: z.string(),
  clockOffsetMs: z.number(),
  /** The last one signs. */
  signingKeys: z.array(signingKeySchema),
  items: z.record(z.string(), itemSchema),
  publicTokens: z.record(z.string(), publicTokenSchema),
  linkTokens: z.record(z.string(), linkTokenSchema),
  /** Literal data by item id, as JSON text. */
  pictures: z.record(z.string(), z.string()),
});

export type SandboxItem = z.infer<typeof itemSchema>;
export type LinkTokenRecord = z.infer<typeof linkTokenSchema>;
export type LinkSessionRecord = z.infer<typeof linkSessionSchema>;
export type SandboxState = z.infer<typeof stateSchema>;

/** The state in memory; `save()` returns only once the state is safely on disk (at once without a file). */
export type Store = { state: SandboxState; save(): void };

function newState(seed: string): SandboxState {
  const signingKeys = [newSigningKey(), newSigningKey()];
  return { version: 1, seed, clockOffsetMs: 0, signingKeys, items: {}, publicTokens: {}, linkTokens: {}, pictures: {} };
}

/**
 * Opens the state kept in `file`, or a fresh one when the file does not exist; without a file the state lives in memory.
 * The seed of an existing file wins, because ids handed out before derive from it.
 * Errors: StateFileError when the file cannot be read, written or understood.
 */
export function openStore(file: string | undefined, seed: string): Store {
  if (file === undefined) return { state: newState(seed), save: () => undefined };
  const state = readStateFile(file, stateSchema) ?? newState(seed);
  const store: Store = { state, save: () => writeStateFile(file, JSON.stringify(store.state)) };
  store.save();
  return store;
}
