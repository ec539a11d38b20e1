import { isoDate, MINUTE_MS } from "@/sandbox/clock";
import { derivedId } from "@/sandbox/ids";
import { RawJson, render } from "@/sandbox/json";
import { accountJson, entryJson, holdingsOf, type LedgerAccount } from "@/sandbox/market/account-json";
import type { Entry } from "@/sandbox/market/ledger";
import { securityIdOf, securityJson } from "@/sandbox/market/security-json";
import type {
  Picture,
  PictureAccount,
  PictureHolding,
  PictureSecurity,
  PictureSource,
  PictureTransaction,
} from "@/sandbox/picture";

type Row = PictureTransaction & { atMs: number };

/** The id of a persona's account on an Item. */
export function accountIdOf(seed: string, itemId: string, planKey: string): string {
  return derivedId(seed, itemId, "account", planKey);
}

/** The moving picture of accounts that keep a ledger. What was worked out for a minute is kept until the next one. */
export function ledgerPicture(seed: string, accounts: readonly LedgerAccount[]): PictureSource {
  const rows = new Map<Entry, Row>();
  const keysById = new Map<string, string>();
  const investments = accounts.filter(({ plan }) => plan.type === "investment");

  function idOf(key: string): string {
    const id = securityIdOf(seed, key);
    keysById.set(id, key);
    return id;
  }

  function rowOf({ plan, accountId }: LedgerAccount, entry: Entry): Row {
    const id = derivedId(seed, accountId, entry.ref);
    const securityId = entry.securityKey === null ? null : idOf(entry.securityKey);
    const json = entryJson(entry, { id, accountId, securityId, currency: plan.currency });
    return { accountId, securityId, date: isoDate(entry.atMs), json: new RawJson(render(json)), atMs: entry.atMs };
  }

  function transactionsAt(instantMs: number): readonly Row[] {
    const all = investments.flatMap((account) =>
      account.ledger.entriesUntil(instantMs).map((entry) => {
        const row = rows.get(entry) ?? rowOf(account, entry);
        rows.set(entry, row);
        return row;
      }),
    );
    return all.sort((a, b) => b.atMs - a.atMs);
  }

  function holdingsAt(instantMs: number): readonly PictureHolding[] {
    return investments.flatMap((account) =>
      holdingsOf(seed, account, instantMs).map(({ key, json }) => {
        const { accountId } = account;
        const securityId = idOf(key);
        const text = render({ account_id: accountId, security_id: securityId, ...json });
        return { accountId, securityId, json: new RawJson(text) };
      }),
    );
  }

  function accountsAt(instantMs: number): readonly PictureAccount[] {
    return accounts.map((account) => ({ accountId: account.accountId, json: accountJson(seed, account, instantMs) }));
  }

  function securityAt(securityId: string, instantMs: number): PictureSecurity | null {
    const key = keysById.get(securityId);
    return key === undefined ? null : { securityId, json: new RawJson(render(securityJson(seed, key, instantMs))) };
  }

  function pictureAt(instantMs: number): Picture {
    const securities = new Map<string, PictureSecurity | null>();
    const securityOf = kept(securities, (id: string) => securityAt(id, instantMs));
    return {
      accounts: once(() => accountsAt(instantMs)),
      holdings: once(() => holdingsAt(instantMs)),
      transactions: once(() => transactionsAt(instantMs)),
      securities: (ids) => [...ids].map(securityOf).filter((security) => security !== null),
    };
  }

  let last: { minute: number; picture: Picture } | undefined;
  return {
    at(instantMs) {
      const minute = Math.floor(instantMs / MINUTE_MS);
      if (last?.minute !== minute) last = { minute, picture: pictureAt(minute * MINUTE_MS) };
      return last.picture;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function kept<K, V>(known: Map<K, V>, make: (key: K) => V): (key: K) => V {
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
