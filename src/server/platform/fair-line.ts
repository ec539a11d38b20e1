import { createCounts } from "./counts";

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
  /** For how long it counts what an asker had. */
  readonly memoryMs: number;
};

type Waiter = { readonly who: string; readonly call: (isTheTurn: boolean) => void };

/**
 * Lets work through: first that of whoever asked for least of late, else in the order in which it comes. When all places to wait are
 * taken, the last of whoever asked for most yields his to an asker of less. So however many ask, and again and again, whoever asks for
 * little is not turned away for them.
 */
export function createFairLine({ atOnce, waiting, perAsker, memoryMs }: FairLineOptions): FairLine {
  const line: Waiter[] = [];
  const held = createCounts();
  const asked = createCounts();
  let atWork = 0;

  function makeRoomFor(who: string): boolean {
    if (held.of(who) >= perAsker) return false;
    if (line.length < waiting) return true;
    const most = Math.max(...line.map((waiter) => asked.of(waiter.who)));
    if (most <= asked.of(who) + 1) return false;
    const at = line.findLastIndex((waiter) => asked.of(waiter.who) === most);
    for (const yielding of line.splice(at, 1)) {
      held.add(yielding.who, -1);
      yielding.call(false);
    }
    return true;
  }

  function enter(who: string): void {
    held.add(who, 1);
    asked.add(who, 1);
    setTimeout(() => asked.add(who, -1), memoryMs).unref();
  }

  function turnOf(who: string): Promise<boolean> {
    if (atWork < atOnce) {
      atWork += 1;
      return Promise.resolve(true);
    }
    return new Promise((call) => void line.push({ who, call }));
  }

  function endTurn(who: string): void {
    held.add(who, -1);
    const least = Math.min(...line.map((waiter) => asked.of(waiter.who)));
    const at = line.findIndex((waiter) => asked.of(waiter.who) === least);
    const [next] = at < 0 ? [] : line.splice(at, 1);
    if (next) next.call(true);
    else atWork -= 1;
  }

  return {
    async run(who, work) {
      if (!makeRoomFor(who)) return null;
      enter(who);
      if (!(await turnOf(who))) return null;
      return await work().finally(() => endTurn(who));
    },
  };
}
