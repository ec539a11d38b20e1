import { addDays, type CalendarDate, calendarDateIn, daysBetween } from "@/domain/calendar-date";
import { isDemoSeeded, markDemoSeeded } from "@/server/db/instance";
import { type ItemRecord, listActiveItems } from "@/server/db/items";
import { createSandboxPublicToken } from "@/server/plaid/create-sandbox-public-token";
import { deadlineIn } from "@/server/plaid/deadline";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { syncItemMetadata } from "@/server/services/items/sync-item-metadata";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { importHistory } from "@/server/services/refresh/import-history";
import { refreshScheduledItem } from "@/server/services/refresh/refresh-scheduled-item";

export type DemoSeedOptions = {
  readonly userId: string;
  /** Institutions of the local Plaid whose default login the demo opens with. */
  readonly institutionIds: readonly string[];
  readonly days: number;
  /** A context whose clock, and the local Plaid's, stand at this instant; null is the present. */
  readonly contextAt: (instant: Date | null, actor: ServiceContext["actor"]) => Promise<ServiceContext>;
  readonly onProgress: (day: CalendarDate, done: number, total: number) => void;
};

/** After the close of every market that the demo knows. */
const HOUR_OF_REFRESH = "T21:30:00Z";
const LOGIN = { username: "user_good", password: "pass_good" };
const DEADLINE_MS = 30_000;

/**
 * Gives the demo's first portfolio its history by living it: links the brokerages as they would have been linked then, and
 * refreshes them day by day up to now. Cut short, it goes on where it stopped; finished once, it does nothing.
 */
export async function seedDemo(options: DemoSeedOptions): Promise<void> {
  const present = await options.contextAt(null, { kind: "job", trigger: "schedule" });
  if (await isDemoSeeded(present.db)) return;
  const now = present.clock.now();
  const today = calendarDateIn("UTC", now);
  const firstDay = addDays(today, -options.days);
  for (let day = firstDay; day < today; day = addDays(day, 1)) {
    await liveThrough(options, day);
    options.onProgress(day, daysBetween(firstDay, day) + 1, options.days);
  }
  const latest = await options.contextAt(null, { kind: "job", trigger: "schedule" });
  for (const item of await itemsOf(latest, options.userId)) {
    await syncItemMetadata(latest, item);
    await refreshScheduledItem(latest, item);
  }
  await markDemoSeeded(latest.db, latest.clock.now());
}

async function liveThrough(options: DemoSeedOptions, day: CalendarDate): Promise<void> {
  const instant = new Date(`${day}${HOUR_OF_REFRESH}`);
  const ctx = await options.contextAt(instant, { kind: "job", trigger: "schedule" });
  const linked = await itemsOf(ctx, options.userId);
  for (const institutionId of options.institutionIds) {
    const item = linked.find((candidate) => candidate.institutionId === institutionId);
    if (!item) await link(options, instant, institutionId);
    else if (item.refreshedAt === null) await importHistory(ctx, item);
    else if (item.refreshedAt < instant) await refreshScheduledItem(ctx, item);
  }
}

async function link(options: DemoSeedOptions, instant: Date, institutionId: string): Promise<void> {
  const ctx = await options.contextAt(instant, { kind: "service", keyId: null });
  const publicToken = await createSandboxPublicToken(
    ctx.plaid,
    { institutionId, ...LOGIN },
    { deadline: deadlineIn(DEADLINE_MS) },
  );
  const { itemId } = await exchangePublicToken(ctx, { userId: options.userId, publicToken });
  await importHistory(await options.contextAt(instant, { kind: "job", trigger: "link" }), { itemId });
}

async function itemsOf(ctx: ServiceContext, userId: string): Promise<ItemRecord[]> {
  const asUser: ServiceContext = { ...ctx, actor: { kind: "user", userId, keyId: null } };
  return listActiveItems(ctx.db, authorizeUser(asUser, userId));
}
