import { randomUUID } from "node:crypto";
import type { DateRange } from "@/domain/date-range";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import type { Engine } from "./engine";
import { pictureText, type WirePicture } from "./pictures";

/** A linked Item that shows exactly the picture it is told to. */
export async function linkShowing(engine: Engine, picture: Partial<WirePicture>, userId = `user-${randomUUID()}`) {
  const itemId = await engine.link({ userId });
  // The exchange stored the login's own accounts, which the picture does not show.
  await engine.query("DELETE FROM account WHERE item_id = $1", [itemId]);
  const show = (next: Partial<WirePicture>) => engine.sandbox.setPicture(itemId, pictureText(next));
  show(picture);
  return {
    userId,
    itemId,
    show,
    refresh: (window: DateRange | null = null) => refreshItem(engine.ctx(), { userId, itemId, window }),
    holdings: () => listHoldings(engine.ctx(), { userId }),
    row: async () => {
      const [row] = await engine.query<{ state: string; reason: string | null }>(
        "SELECT state, reason FROM item WHERE item_id = $1",
        [itemId],
      );
      return row;
    },
  };
}
