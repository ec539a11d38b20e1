import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "./fixtures/test";

const README = readFileSync(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8");
/** Printed between the blocks, to tell their answers apart. */
const END_OF_BLOCK = "--- end of block ---";

type Block = { readonly language: string; readonly text: string };

/** The code blocks below a heading, in order. */
function blocksBelow(heading: string): Block[] {
  const section = README.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
}

/** A documented body with what differs from install to install left open: counts, and texts that end in an ellipsis. */
function asDocumented(value: unknown): unknown {
  if (typeof value === "number") return expect.any(Number);
  if (typeof value === "string" && value.endsWith("…"))
    return expect.stringMatching(new RegExp(`^${value.slice(0, -1)}[\\w-]{8,}$`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asDocumented(part)]));
}

test("the lines of the README's REST section do what it says", async ({ stack, request }) => {
  const blocks = blocksBelow("The REST API");
  const commands = blocks.filter((block) => block.language === "sh").map((block) => block.text);
  // Only the first block sets up the shell; each of the others is followed by its answer.
  const documented = blocks.filter((block) => block.language === "json").map((block) => JSON.parse(block.text));
  expect(documented).toHaveLength(5);
  expect(blocks.map((block) => block.language).join()).toBe(`sh${",sh,json".repeat(documented.length)}`);
  expect(commands[0]).toContain("APP=http://localhost:3000\nPLAID=http://127.0.0.1:3010\n");

  const script = commands
    .map((text) => `${text}\necho; echo '${END_OF_BLOCK}'\n`)
    .join("")
    .replace("http://localhost:3000", stack.url)
    .replace("http://127.0.0.1:3010", String(stack.sandboxUrl));
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script], { timeout: 50_000 });

  expect(stderr).toBe("");
  const answers = stdout.split(END_OF_BLOCK).map((text) => text.trim());
  expect(answers.shift()).toBe("");
  expect(answers.pop()).toBe("");
  const bodies = answers.map((text) => JSON.parse(text));
  // Whatever failed above, the other tests get the demo back with the brokerages that it had.
  const itemId: unknown = bodies[1]?.item_id;
  if (typeof itemId === "string") {
    const headers = { origin: stack.url, "content-type": "application/json" };
    const disconnected = await request.post("/api/trpc/items.disconnect", { headers, data: { itemId } });
    expect(disconnected.status()).toBe(200);
  }
  expect(bodies).toEqual(documented.map(asDocumented));
  expect(bodies[2].upserts.holdings).toBeGreaterThan(0);
  expect(bodies[3].summary.items).toBeGreaterThanOrEqual(3);
});
