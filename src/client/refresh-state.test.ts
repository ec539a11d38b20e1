import { expect, test } from "vitest";
import { followedRunId, IDLE, type RefreshAction, type RefreshState, reduceRefresh } from "@/client/refresh-state";
import type { ConnectionCard } from "@/contracts/items";
import type { RefreshRunProgress } from "@/contracts/refresh-history";

const ALL = { itemId: null };
const runOf = (runId: string) => ({ runId }) as RefreshRunProgress;
const after = (...actions: RefreshAction[]): RefreshState => actions.reduce(reduceRefresh, IDLE);
const cardAtWork = (runId: string) => ({ progress: { runId } }) as ConnectionCard;
const restingCard = { progress: null } as ConnectionCard;

test("a refresh runs from the click on, and is followed once its run is known", () => {
  expect(after({ type: "start", target: ALL })).toMatchObject({ phase: "running", runId: null, isOpen: true });
  expect(after({ type: "start", target: ALL }, { type: "follow", runId: "r" })).toMatchObject({ runId: "r" });
});

test("a panel that was hidden comes back with a second click, and a result stays until it is dismissed", () => {
  const hidden = after({ type: "start", target: ALL }, { type: "follow", runId: "r" }, { type: "dismiss" });
  expect(hidden).toMatchObject({ phase: "running", isOpen: false });
  expect(reduceRefresh(hidden, { type: "open" })).toMatchObject({ phase: "running", isOpen: true });
  const done = reduceRefresh(hidden, { type: "finish", run: runOf("r") });
  expect(done).toEqual({ phase: "done", run: runOf("r") });
  expect(reduceRefresh(done, { type: "join", runId: "r" })).toBe(done);
  expect(reduceRefresh(done, { type: "join", runId: "next" })).toMatchObject({ phase: "running", runId: "next" });
  expect(reduceRefresh(done, { type: "dismiss" })).toMatchObject({ phase: "idle" });
});

test("a run that was begun elsewhere is joined, but not once more after its result was dismissed", () => {
  const joined = after({ type: "join", runId: "r" });
  expect(joined).toMatchObject({ phase: "running", runId: "r", isOpen: true });
  const left = [{ type: "finish", run: runOf("r") } as const, { type: "dismiss" } as const].reduce(
    reduceRefresh,
    joined,
  );
  expect(reduceRefresh(left, { type: "join", runId: "r" })).toBe(left);
  expect(reduceRefresh(left, { type: "join", runId: "next" })).toMatchObject({ phase: "running", runId: "next" });
});

test("the end of another run is not the end of this one", () => {
  const running = after({ type: "start", target: ALL }, { type: "follow", runId: "r" });
  expect(reduceRefresh(running, { type: "finish", run: runOf("other") })).toBe(running);
});

test("the refresh that is shown is followed before anything else, and nothing while its run is not known yet", () => {
  const cards = [restingCard, cardAtWork("import")];
  expect(followedRunId(IDLE, undefined)).toBeNull();
  expect(followedRunId(IDLE, [restingCard])).toBeNull();
  expect(followedRunId(IDLE, cards)).toBe("import");
  expect(followedRunId(after({ type: "start", target: ALL }), cards)).toBeNull();
  expect(followedRunId(after({ type: "start", target: ALL }, { type: "follow", runId: "r" }), cards)).toBe("r");
});
