import type { ItemId } from "@/domain/ids";
import { type RefreshStage, updateProgress } from "@/server/db/item-refreshes";
import type { PictureProgress } from "@/server/plaid/fetch-picture";
import type { ServiceContext } from "@/server/services/context";

export type ProgressReport = {
  report(progress: PictureProgress): void;
  /** Ends the reports of the fetch. */
  stop(): void;
  /** Tells that the picture is being stored, if the refresh has been slow enough to tell anything. */
  saving(): Promise<void>;
};

const WRITE_EVERY_MS = 500;
type Progress = PictureProgress & { readonly stage: RefreshStage };

/**
 * Writes how far a refresh is beyond its first stage, the holdings: at most twice a second, so that a quick one writes nothing.
 * Losing a report does no harm.
 */
export function reportProgress(ctx: ServiceContext, itemId: ItemId, fence: bigint): ProgressReport {
  let latest: Progress | null = null;
  let written: Progress | null = null;
  const write = async (progress: Progress) => {
    written = progress;
    try {
      await updateProgress(ctx.db, itemId, fence, progress);
    } catch (error) {
      ctx.log.warn("progress not written", { itemId, error });
    }
  };
  const timer = setInterval(() => {
    if (latest) void write(latest);
    latest = null;
  }, WRITE_EVERY_MS);
  return {
    report: (progress) => {
      latest = { stage: "transactions", ...progress };
    },
    stop: () => clearInterval(timer),
    saving: async () => {
      if (written) await write({ ...written, stage: "saving" });
    },
  };
}
