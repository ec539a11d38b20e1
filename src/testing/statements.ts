import pg from "pg";
import { vi } from "vitest";

/** What `run` asks of a database outside transactions, whoever asks: the texts of the statements, in their order. */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const query = vi.spyOn(pg.Pool.prototype, "query");
  try {
    await run();
    for (const [statement] of query.mock.calls as unknown[][])
      texts.push(typeof statement === "string" ? statement : (statement as { text: string }).text);
  } finally {
    query.mockRestore();
  }
  return texts;
}
