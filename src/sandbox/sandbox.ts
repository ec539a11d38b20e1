import type { Clock } from "@/sandbox/clock";
import type { Faults } from "@/sandbox/faults/faults";
import type { Call, Log } from "@/sandbox/log";
import type { Pictures } from "@/sandbox/pictures";
import type { Store } from "@/sandbox/state";
import type { Webhooks } from "@/sandbox/webhooks/webhooks";

export type Credentials = { clientId: string; secret: string };

/** Everything a route needs; one per running sandbox. */
export type Sandbox = {
  store: Store;
  clock: Clock;
  pictures: Pictures;
  faults: Faults;
  calls: Log<Call>;
  webhooks: Webhooks;
  credentials: Credentials;
};

/** Found in every answer and in the Link script, and nowhere in a production build of the app. */
export const SANDBOX_MARKER = "plaid-investments-local-sandbox";
