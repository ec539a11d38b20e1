// A subscription through the route: server-sent events, as a browser's EventSource reads them.
import { beforeAll, expect, test } from "vitest";
import { GET, POST } from "@/app/api/trpc/[trpc]/route";
import { askToStop } from "@/server/platform/stopping";
import { startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";
import { ownRequest } from "@/testing/own-request";

const app = await startTestApp();
const HOLDINGS = "/investments/holdings/get";
const pathOf = (procedure: string, input: object) =>
  `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
const follow = (runId: string, signal?: AbortSignal) =>
  GET(ownRequest(`http://localhost:3000${pathOf("refreshes.followRun", { runId })}`, signal ? { signal } : {}));

async function mutate<Data>(procedure: string, input: object): Promise<Data> {
  const { body } = await callRoute(POST, `/api/trpc/${procedure}`, input);
  return (body as { result: { data: Data } }).result.data;
}

type News = { status: string; items: { stage: string }[] };
type Sent = { event: string; data: string };

/** The events of a stream, one after the other, until it ends. */
async function* eventsOf(response: Response): AsyncGenerator<Sent> {
  let text = "";
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const event = field("event") ?? "message";
      if (lines.some((line) => line !== "")) yield { event, data: field("data") ?? "" };
    }
  }
}

let itemId = "";
beforeAll(async () => {
  const publicToken = app.sandbox.createPublicToken({});
  await mutate("link.generateLinkToken", {});
  ({ itemId } = await mutate<{ itemId: string }>("link.exchangePublicToken", { publicToken }));
});

/** A run under way, and its stream once the first news has come. */
async function followed(delayMs: number, signal?: AbortSignal) {
  app.sandbox.addFault({ path: HOLDINGS, itemId, kind: "delay", delayMs });
  const { runId } = await mutate<{ runId: string }>("refreshes.start", {});
  const response = await follow(runId, signal);
  const events = eventsOf(response);
  expect((await events.next()).value).toMatchObject({ event: "connected" });
  expect(JSON.parse((await events.next()).value?.data ?? "")).toMatchObject({ runId, items: [{ itemId }] });
  return { runId, response, events };
}

const isOver = async (runId: string) =>
  (await app.query("SELECT FROM refresh_run WHERE id = $1 AND finished_at IS NOT NULL", [runId])).length > 0;

test("news are sent as they come, past compression and caches, up to the end of the run", async () => {
  const { response, events } = await followed(1_200);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const rest: Sent[] = [];
  for await (const sent of events) rest.push(sent);
  const news = rest.filter(({ event }) => event === "message").map(({ data }) => JSON.parse(data) as News);
  expect(news.at(-1)).toMatchObject({ status: "done", items: [{ stage: "done", status: "success" }] });
  expect(rest.at(-1)).toEqual({ event: "return", data: "" });
});

test.each([
  ["an unknown run", "refreshes.followRun", { runId: "none" }, 404, "REFRESH_RUN_NOT_FOUND"],
  ["no run", "refreshes.followRun", {}, 400, "INVALID_FIELD"],
])("%s is refused before a stream is opened", async (_, procedure, input, status, appCode) => {
  const response = await GET(ownRequest(`http://localhost:3000${pathOf(procedure, input)}`));
  expect(response.status).toBe(status);
  const text = await response.text();
  expect(text).toContain(appCode);
  expect(text).not.toMatch(/stack|node_modules/);
});

test("a caller who goes away ends the stream, not the run", async () => {
  const caller = new AbortController();
  const { runId, events } = await followed(1_500, caller.signal);
  caller.abort();
  expect((await events.next()).done).toBe(true);
  expect(await isOver(runId)).toBe(false);
  await expect.poll(() => isOver(runId), { timeout: 10_000 }).toBe(true);
});

// The last one: the process is stopping from here on.
test("R-16: a process that is asked to stop breaks the stream off, so that the browser opens it anew elsewhere", async () => {
  const { runId, events } = await followed(1_500);
  const began = performance.now();
  askToStop();
  const rest: Sent[] = [];
  for await (const sent of events) rest.push(sent);
  expect(performance.now() - began).toBeLessThan(500);
  expect(rest.map(({ event }) => event)).not.toContain("return");
  expect(await isOver(runId)).toBe(false);
  await expect.poll(() => isOver(runId), { timeout: 10_000 }).toBe(true);
});
