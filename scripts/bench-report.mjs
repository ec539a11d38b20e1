// How figures are told: the same tables on the screen and in docs/benchmarks.md.
import fs from "node:fs";
import os from "node:os";

/** One table. @typedef {{ title: string, text: string, head: string[], rows: string[][], notes?: string[] }} Section */

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/** The value that a part `share` of them do not exceed. @param {number[]} values @param {number} share */
const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** @param {number} ms */
export const inMs = (ms) => (ms < 100 ? ms.toFixed(1) : ms.toFixed(0));

/** @param {number} measured @param {number} floor */
export const ratio = (measured, floor) => `${(measured / floor).toFixed(1)}×`;

/** @param {Section} section */
export function toMarkdown({ title, text, head, rows, notes = [] }) {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const table = [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
  return [`## ${title}`, "", text, "", ...table, "", ...notes.flatMap((note) => [`* ${note}`]), ""].join("\n");
}

/** @param {string} postgresVersion */
export function machineLine(postgresVersion) {
  const cpus = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  return `${cpus.length} × ${cpus[0]?.model.trim()}, ${memory}, ${os.platform()} ${os.arch()}, Node ${process.versions.node}, PostgreSQL ${postgresVersion}`;
}

/** @param {{ file: string, machine: string, sections: Section[] }} report */
export function writeReport({ file, machine, sections }) {
  const head = `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: the built app over HTTP beside the local Plaid, all in one run on one machine. Milliseconds of
another machine differ; the ratios are what to look at.

Machine: ${machine}

`;
  fs.writeFileSync(file, `${head}${sections.map(toMarkdown).join("\n").trimEnd()}\n`);
}
