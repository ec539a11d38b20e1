import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { getEnv } from "@/server/platform/env";
import { createLogger } from "@/server/platform/log";
import { openQueue } from "@/server/queue/enqueue";
import type { Actor, ServiceContext } from "@/server/services/context";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { closeRuntime, createRuntime, type Runtime, toContext } from "@/server/services/runtime";
import { startTestApp, type TestApp, type TestAppOptions } from "./app";

/** The services of one process (or of several) on a database and a local Plaid of the test's own. */
export type Engine = TestApp & {
  /** A context on the first process; `actor` is a program that vouches for any user unless given. */
  ctx(actor?: Actor): ServiceContext;
  /** A context on another process: its own pool and its own flights. */
  otherProcess(actor?: Actor): ServiceContext;
  /** What the services, and the local Plaid, take for the present; null is real time. */
  setClock(instant: Date | null): void;
  /** Lines that the services logged. */
  readonly logLines: string[];
  /** Links a login of the local Plaid for `userId`; returns the Item's id. Nothing is imported yet. */
  link(options?: LinkOptions): Promise<string>;
};

export type LinkOptions = {
  userId?: string;
  username?: string;
  password?: string;
  institutionId?: string;
  webhook?: string;
};

const SERVICE: Actor = { kind: "service", keyId: null };

export async function startEngine(options: TestAppOptions = {}): Promise<Engine> {
  const app = await startTestApp(options);
  const logLines: string[] = [];
  const log = createLogger({ level: "debug", write: (line) => void logLines.push(line) });
  let instant: Date | null = null;
  const clock = { now: () => instant ?? new Date() };
  const processOf = async () => {
    const runtime = createRuntime(getEnv(), log);
    const queue = await openQueue({ databaseUrl: getEnv().databaseDirectUrl ?? "", onError: () => {} });
    afterAll(async () => {
      await queue.close();
      await closeRuntime(runtime);
    });
    return (actor: Actor) => contextOf(runtime, actor, queue);
  };
  const contextOf = (runtime: Runtime, actor: Actor, queue: Awaited<ReturnType<typeof openQueue>>) =>
    toContext(runtime, { queue, actor, requestId: randomUUID(), clock });
  const [first, second] = [await processOf(), await processOf()];
  return {
    ...app,
    ctx: (actor = SERVICE) => first(actor),
    otherProcess: (actor = SERVICE) => second(actor),
    logLines,
    setClock: (at) => {
      instant = at;
      app.sandbox.setClock(at);
    },
    link: async ({ userId = "alice", ...login } = {}) => {
      const publicToken = app.sandbox.createPublicToken(login);
      return (await exchangePublicToken(first(SERVICE), { userId, publicToken })).itemId;
    },
  };
}
