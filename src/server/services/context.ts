import type { Db } from "@/server/db/client";
import type { PlaidGateway } from "@/server/plaid/client";
import type { Clock } from "@/server/platform/clock";
import type { Logger } from "@/server/platform/log";
import type { Sealer } from "@/server/platform/seal";
import type { JobQueue } from "@/server/queue/enqueue";

/**
 * Who asks. A `service` vouches for any `user_id` and acts for all Items (demo callers without a key, a gateway in front);
 * a `user` acts for its own Items alone; a `job` for the Item that it names.
 */
export type Actor = { kind: "service" } | { kind: "user"; userId: string } | { kind: "job" };

/** What the services need to know of the installation. */
export type ServiceSettings = {
  environment: string;
  /** IANA name; decides which calendar date an instant belongs to. */
  timeZone: string;
  language: string;
  countryCodes: readonly string[];
  redirectUri: string | null;
};

/** All that a service may touch. Services know no HTTP, no tRPC and no environment. */
export type ServiceContext = {
  actor: Actor;
  requestId: string;
  db: Db;
  plaid: PlaidGateway;
  queue: JobQueue;
  sealer: Sealer;
  clock: Clock;
  log: Logger;
  settings: ServiceSettings;
};
