import type { RefreshRunId } from "@/domain/ids";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { Db } from "@/server/db/client";
import type { FinishedRefresh } from "@/server/db/item-refreshes";
import type { PlaidGateway } from "@/server/plaid/client";
import type { WebhookKeys } from "@/server/plaid/webhook-keys";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/log";
import type { Sealer } from "@/server/platform/seal";
import type { JobQueue } from "@/server/queue/enqueue";
import type { SingleFlight } from "./refresh/single-flight";

/**
 * Who asks. A `service` vouches for any `user_id` and acts for all Items (demo callers without a key, a gateway in front);
 * a `user` acts for its own Items alone; a `job` for the Item that it names.
 */
export type Actor =
  | { kind: "service" }
  | { kind: "user"; userId: string }
  | { kind: "job"; trigger: Extract<RefreshTrigger, "link" | "schedule" | "webhook"> };

/** What the services need to know of the installation. */
export type ServiceSettings = {
  environment: string;
  /** IANA name; decides which calendar date an instant belongs to. */
  timeZone: string;
  language: string;
  countryCodes: readonly string[];
  redirectUri: string | null;
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
  /** Names a user to Plaid without telling who it is. */
  opaqueUserRef: (userId: string) => string;
  /** Refreshes under way in this process, by Item and window. */
  flights: SingleFlight<ServedRefresh>;
  /** Plaid's keys for webhooks, as far as this process knows them. */
  webhookKeys: WebhookKeys;
  clock: Clock;
  log: Logger;
  settings: ServiceSettings;
};
