import { type Deadline, withSignal } from "./deadline";

/**
 * Runs tasks at the same time under one deadline. When one fails the others are called off, and nothing of them is left
 * running when this ends; the failure is the first one.
 */
export async function together<Results extends readonly unknown[]>(
  deadline: Deadline,
  tasks: { [Index in keyof Results]: (deadline: Deadline) => Promise<Results[Index]> },
): Promise<Results> {
  const calledOff = new AbortController();
  const shared = withSignal(deadline, calledOff.signal);
  const failures: unknown[] = [];
  const running = tasks.map(async (task) => {
    try {
      return await task(shared);
    } catch (error) {
      failures.push(error);
      calledOff.abort();
      return undefined;
    }
  });
  const results: unknown = await Promise.all(running);
  if (failures.length > 0) throw failures[0];
  return results as Results;
}
