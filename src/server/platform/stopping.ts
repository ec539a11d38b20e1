/**
 * The end of this process, in two steps: it is asked to stop, and later its time is up. Whoever hears the operating system
 * (scripts/http-guard.cjs before Next, the worker itself) takes them; all copies of this module share them.
 */
type Stop = {
  readonly asked: AbortController;
  readonly due: AbortController;
  readonly work: Set<Promise<unknown>>;
  readonly promised: Set<Promise<unknown>>;
};

const STOP = Symbol.for("plaid-investments.stop");
const holder = globalThis as { [STOP]?: Stop };

function stop(): Stop {
  holder[STOP] ??= { asked: new AbortController(), due: new AbortController(), work: new Set(), promised: new Set() };
  return holder[STOP];
}

/** Aborted when the process is asked to stop: it takes no new work, and what has no end of its own (an event stream) ends now. */
export function stoppingSignal(): AbortSignal {
  return stop().asked.signal;
}

/** Aborted when a stopping process can wait no longer: whatever still runs is cut short, and puts in order what it leaves. */
export function cutOffSignal(): AbortSignal {
  return stop().due.signal;
}

/** Work that leaves something to put in order, such as a lease: a stopping process waits for its end. */
export function untilDone<T>(work: Promise<T>): Promise<T> {
  return whileIn(stop().work, work);
}

/** Work that goes on after its caller was answered: a stopping process gives it the time that it gives to requests. */
export function letFinish<T>(work: Promise<T>): Promise<T> {
  return whileIn(stop().promised, work);
}

async function whileIn<T>(running: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
  running.add(work);
  try {
    return await work;
  } finally {
    running.delete(work);
  }
}

export function askToStop(): void {
  stop().asked.abort();
}

/** Cuts short what still runs, so that it puts in order what it leaves. */
export function cutOff(): void {
  stop().due.abort();
}
