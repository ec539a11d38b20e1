import { expect, test } from "vitest";
import { SingleFlight } from "./single-flight";

function gate() {
  let open: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}

test("R-04: callers that arrive during a run share the one that follows it", async () => {
  const flights = new SingleFlight<number>();
  const first = gate();
  let runs = 0;
  const run = async () => {
    runs += 1;
    const mine = runs;
    if (mine === 1) await first.promise;
    return mine;
  };
  const early = flights.join("item", run);
  const late = [1, 2, 3].map(() => flights.join("item", run));
  expect(runs).toBe(1);
  first.open();
  expect(await early).toBe(1);
  expect(await Promise.all(late)).toEqual([2, 2, 2]);
  expect(await flights.join("item", run)).toBe(3);
});

test("a run that fails does not fail the next one, and other keys do not wait", async () => {
  const flights = new SingleFlight<string>();
  const block = gate();
  const failing = flights.join("a", async () => {
    await block.promise;
    throw new Error("first");
  });
  const following = flights.join("a", async () => "second");
  expect(await flights.join("b", async () => "other")).toBe("other");
  block.open();
  await expect(failing).rejects.toThrow("first");
  expect(await following).toBe("second");
});
