import type { RefreshRunId } from "@/domain/ids";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { Db } from "@/server/db/client";
import type { FinishedRefresh } from "@/server/db/item-refreshes";
import type { PlaidGateway } from "@/server/plaid/client";
import type { WebhookKeys } from "@/server/plaid/webhook-keys";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/log";
import type { MacRing } from "@/server/platform/mac-ring";
import type { Sealer } from "@/server/platform/seal";
import type { SignatureRing } from "@/server/platform/signature-ring";
import type { JobQueue } from "@/server/queue/enqueue";
import type { Limits } from "./limits";
import type { SingleFlight } from "./refresh/single-flight";

/**
 * Who asks. A `service` vouches for any `user_id` and acts for all Items: a service key, or with null for its id a caller
 * of whom no key is asked (the demo, a gateway in front). A `user` acts for its own Items alone, by a session (null) or by
 * a personal key. A `job` acts for the Item that it names, an `operator` at the command line for anybody.
 */
export type Actor =
  | { kind: "service"; keyId: string | null }
  | { kind: "user"; userId: string; keyId: string | null }
  | { kind: "operator" }
  | { kind: "job"; trigger: Extract<RefreshTrigger, "link" | "schedule" | "webhook"> };

/** What the services need to know of the installation. */
export type ServiceSettings = {
  environment: string;
  /** IANA name; decides which calendar date an instant belongs to. */
  timeZone: string;
  language: string;
  countryCodes: readonly string[];
  redirectUri: string | null;
  /** Of the address at which people open the app; null in the demo. */
  hostname: string | null;
  /** What must have been applied to the database. */
  migrations: readonly string[];
  /** Where Plaid is told to send webhooks; null where it could not reach this install. */
  webhookUrl: string | null;
};

/** A refresh that has come to its end, and the run that it was made for; null when the caller's time was up before any began. */
export type ServedRefresh = { runId: RefreshRunId | null; refresh: FinishedRefresh };

/** All that a service may touch. Services know no HTTP, no tRPC and no environment. */
export type ServiceContext = {
  actor: Actor;
  requestId: string;
  db: Db;
  plaid: PlaidGateway;
  queue: JobQueue;
  sealer: Sealer;
  /** What API keys are checked against. */
  apiKeyMacs: MacRing;
  /** What receipts are signed with. */
  receiptSignatures: SignatureRing;
  /** What callers of this process may ask for in a minute. */
  limits: Limits;
  /** Names a user to Plaid without telling who it is. */
  opaqueUserRef: (userId: string) => Promise<string>;
  /** Refreshes under way in this process, by Item and window. */
  flights: SingleFlight<ServedRefresh>;
  /** Plaid's keys for webhooks, as far as this process knows them. */
  webhookKeys: WebhookKeys;
  clock: Clock;
  log: Logger;
  settings: ServiceSettings;
};
