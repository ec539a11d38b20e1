import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { GatheringSocket } from "./gathering-socket";

const LOOK_EVERY_MS = 300;
/** A second and a half, in turns of the event loop: a process that was busy itself heard no answer in the meantime. */
const TURNS = 15;
const TURN_MS = 100;

/** Somebody waited for a database that stands still. */
class SilentDatabaseError extends Error {
  constructor() {
    super("the database does not answer");
  }
}

/** Connects to nothing: a server that stands still would have to deal with each of its dead callers before the first live one. */
class RefusedSocket extends Socket {
  override connect(): this {
    return this.destroy(new SilentDatabaseError());
  }
}

export type Pulse = {
  /** The `stream` of a connection that is to be watched. */
  readonly socket: () => Socket;
  watch(pool: pg.Pool): void;
  stop(): void;
};

/**
 * Whether the database at `url` answers. One that is suspended, or whose host is gone, leaves its connections open and says
 * nothing for ever. A timeout of statements would not tell that from a long one; this does: while somebody waits and nothing at
 * all is heard, the least of questions is asked. When it stays unanswered all who wait are told, and so is whoever asks before
 * the answer comes.
 */
export function createPulse(url: string): Pulse {
  const sockets = new Set<Socket>();
  let isSilent = false;
  let isLooking = false;
  let heard = 0;
  let timer: NodeJS.Timeout | undefined;

  async function look(pool: pg.Pool): Promise<void> {
    const isAwaited = pool.totalCount > pool.idleCount || pool.waitingCount > 0;
    const before = heard;
    heard = [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0);
    if (!isSilent && (!isAwaited || heard !== before)) return;
    isSilent = !(await answers(url));
    if (isSilent) for (const socket of sockets) socket.destroy(new SilentDatabaseError());
  }

  return {
    socket: () => {
      if (isSilent) return new RefusedSocket();
      const socket = new GatheringSocket();
      sockets.add(socket);
      return socket.once("close", () => sockets.delete(socket));
    },
    watch: (pool) => {
      timer = setInterval(async () => {
        if (isLooking) return;
        isLooking = true;
        await look(pool);
        isLooking = false;
      }, LOOK_EVERY_MS).unref();
    },
    stop: () => clearInterval(timer),
  };
}

/** Whether anything comes back in time. A refusal is an answer: whoever is refused knows at once. */
async function answers(url: string): Promise<boolean> {
  const socket = new Socket();
  const client = new pg.Client({ connectionString: url, stream: () => socket });
  client.on("error", () => {});
  let isAnswered = false;
  const asked = client.connect().then(() => client.query("SELECT 1"));
  const end = () => {
    isAnswered = true;
  };
  asked.then(end, end);
  for (let turn = 0; turn < TURNS && !isAnswered; turn += 1) await sleep(TURN_MS, undefined, { ref: false });
  const answer = isAnswered;
  socket.destroy();
  return answer;
}
