import type { JsonObject, RawJson } from "@/sandbox/json";

export type PictureAccount = { accountId: string; json: JsonObject };
export type PictureHolding = { accountId: string; securityId: string; json: RawJson };
export type PictureSecurity = { securityId: string; json: RawJson };
export type PictureTransaction = { accountId: string; securityId: string | null; date: string; json: RawJson };

/** All that an Item shows at one instant, each part in Plaid's shape. Transactions run from the newest to the oldest. */
export type Picture = {
  accounts(): readonly PictureAccount[];
  holdings(): readonly PictureHolding[];
  /** The securities with these ids, in the order of the ids; unknown ids are left out. */
  securities(ids: Iterable<string>): readonly PictureSecurity[];
  transactions(): readonly PictureTransaction[];
};

/** A source of pictures; every answer depends on the instant alone. */
export type PictureSource = { at(instantMs: number): Picture };
