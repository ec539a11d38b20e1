export type FairLine = {
  /** Does the work once its turn comes, for the asker `who`. Null when it gets none: too many wait already. */
  run<Result>(who: string, work: () => Promise<Result>): Promise<Result | null>;
};

export type FairLineOptions = {
  /** At work at the same time. */
  readonly atOnce: number;
  readonly waiting: number;
  /** Of one asker, at work and waiting. */
  readonly perAsker: number;
};

type Waiter = { readonly who: string; readonly call: (isTheTurn: boolean) => void };

/**
 * Lets work through in the order in which it comes. When all places to wait are taken, the last of whoever has most of them yields his
 * to an asker who has fewer: however many ask, nobody who asks for little is turned away for those who ask for much.
 */
export function createFairLine({ atOnce, waiting, perAsker }: FairLineOptions): FairLine {
  const line: Waiter[] = [];
  const counts = new Map<string, number>();
  let atWork = 0;

  const countOf = (who: string) => counts.get(who) ?? 0;
  const count = (who: string, by: number) => {
    const now = countOf(who) + by;
    if (now > 0) counts.set(who, now);
    else counts.delete(who);
  };

  function makeRoomFor(who: string): boolean {
    if (countOf(who) >= perAsker) return false;
    if (line.length < waiting) return true;
    const most = Math.max(...line.map((waiter) => countOf(waiter.who)));
    if (most <= countOf(who) + 1) return false;
    const at = line.findLastIndex((waiter) => countOf(waiter.who) === most);
    for (const yielding of line.splice(at, 1)) {
      count(yielding.who, -1);
      yielding.call(false);
    }
    return true;
  }

  function turnOf(who: string): Promise<boolean> {
    if (atWork < atOnce) {
      atWork += 1;
      return Promise.resolve(true);
    }
    return new Promise((call) => void line.push({ who, call }));
  }

  function endTurn(who: string): void {
    count(who, -1);
    const next = line.shift();
    if (next) next.call(true);
    else atWork -= 1;
  }

  return {
    async run(who, work) {
      if (!makeRoomFor(who)) return null;
      count(who, 1);
      if (!(await turnOf(who))) return null;
      return await work().finally(() => endTurn(who));
    },
  };
}
