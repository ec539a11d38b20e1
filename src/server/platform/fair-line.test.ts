import { expect, onTestFinished, test, vi } from "vitest";
import { createFairLine } from "./fair-line";

/** Work that ends when it is told to, and notes that it began. */
function askers(options: { atOnce: number; waiting: number; perAsker: number; memoryMs?: number }) {
  const memory = { memoryMs: 60_000, ...options };
  const line = createFairLine(memory);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string) =>
    line.run(name.charAt(0), () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  return { ask, begun, end: (name: string) => ends.get(name)?.() };
}

test("so much is at work at a time, and what waits follows in the order in which it came", async () => {
  const { ask, begun, end } = askers({ atOnce: 2, waiting: 9, perAsker: 9 });
  const asked = ["a1", "a2", "b1", "a3"].map(ask);
  await Promise.resolve();
  expect(begun).toEqual(["a1", "a2"]);
  end("a2");
  expect(await asked[1]).toBe("a2");
  expect(begun).toEqual(["a1", "a2", "b1"]);
  end("a1");
  end("b1");
  expect(await asked[2]).toBe("b1");
  end("a3");
  expect(await Promise.all(asked)).toEqual(["a1", "a2", "b1", "a3"]);
});

test("an asker has so many places, and one that is given back is free again, also after a failure", async () => {
  const line = createFairLine({ atOnce: 1, waiting: 9, perAsker: 1, memoryMs: 1 });
  const failing = line.run("a", () => Promise.reject(new Error("ill")));
  expect(await line.run("a", () => Promise.resolve(1))).toBeNull();
  await expect(failing).rejects.toThrow("ill");
  expect(await line.run("a", () => Promise.resolve(2))).toBe(2);
});

test("where all places are taken, the last of whoever has most yields to one with fewer, and to nobody else", async () => {
  const { ask, begun, end } = askers({ atOnce: 1, waiting: 4, perAsker: 9 });
  const asked = Object.fromEntries(["a1", "b1", "a2", "b2", "b3"].map((name) => [name, ask(name)]));
  expect(await ask("b4"), "b has most itself").toBeNull();
  asked.c1 = ask("c1");
  expect(await asked.b3).toBeNull();
  asked.d1 = ask("d1");
  expect(await asked.b2).toBeNull();
  asked.e1 = ask("e1");
  expect(await asked.b1, "b asked for most, though it has little left").toBeNull();
  asked.f1 = ask("f1");
  expect(await asked.a2, "one of a's is at work").toBeNull();
  expect(await ask("g1"), "each asked for one").toBeNull();
  for (const name of ["a1", "c1", "d1", "e1", "f1"]) {
    await vi.waitFor(() => expect(begun).toContain(name));
    end(name);
    expect(await asked[name]).toBe(name);
  }
});

test("whoever asked for least of late goes first, and is not turned away for many who ask again and again", async () => {
  const { ask, begun, end } = askers({ atOnce: 1, waiting: 2, perAsker: 9 });
  const former = ["a1", "b1", "c1"].map((name) => ask(name));
  for (const name of ["a1", "b1", "c1"]) {
    await vi.waitFor(() => expect(begun).toContain(name));
    end(name);
  }
  await Promise.all(former);
  const asked = ["a2", "b2", "c2"].map((name) => ask(name));
  expect(await ask("a3")).toBeNull();
  const owner = ask("o1");
  expect(await asked[2], "the last of those who asked before").toBeNull();
  end("a2");
  await vi.waitFor(() => expect(begun.at(-1)).toBe("o1"));
  end("o1");
  expect(await owner).toBe("o1");
  await vi.waitFor(() => expect(begun.at(-1)).toBe("b2"));
  end("b2");
});

test("what was asked for long ago does not count", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { ask, begun, end } = askers({ atOnce: 1, waiting: 9, perAsker: 9, memoryMs: 1_000 });
  for (const name of ["a1", "a2"]) {
    void ask(name);
    await vi.advanceTimersByTimeAsync(0);
    end(name);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  for (const name of ["b1", "a3", "c1"]) void ask(name);
  await vi.advanceTimersByTimeAsync(0);
  end("b1");
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
});
