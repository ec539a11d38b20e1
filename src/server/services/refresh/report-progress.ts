import type { ItemId } from "@/domain/ids";
import { updateProgress } from "@/server/db/item-refreshes";
import type { PictureProgress } from "@/server/plaid/fetch-picture";
import type { ServiceContext } from "@/server/services/context";

const WRITE_EVERY_MS = 500;

/** Writes how far a refresh is, at most twice a second, so that a quick one writes nothing. Losing a report does no harm. */
export function reportProgress(ctx: ServiceContext, itemId: ItemId, fence: bigint) {
  let latest: PictureProgress | null = null;
  const timer = setInterval(() => {
    if (!latest) return;
    const { stage, done, total } = latest.stage === "holdings" ? { ...latest, done: 0, total: null } : latest;
    latest = null;
    updateProgress(ctx.db, itemId, fence, { stage, done, total }).catch((error) =>
      ctx.log.warn("progress not written", { itemId, error }),
    );
  }, WRITE_EVERY_MS);
  return {
    report: (progress: PictureProgress) => {
      latest = progress;
    },
    stop: () => clearInterval(timer),
  };
}
