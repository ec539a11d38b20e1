// How figures are told: the same tables on the screen and in the documents of the benches.
import fs from "node:fs";
import os from "node:os";

/** One table; `missed`: the targets that its figures do not reach, in words. @typedef {{ title: string, text: string, head: string[], rows: string[][], notes?: string[], missed?: string[] }} Section */

/** @param {Section} section */
export const missesOf = ({ title, missed = [] }) => missed.map((miss) => `${title}: ${miss}`);

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/** The value that a part `share` of them do not exceed. @param {number[]} values @param {number} share */
export const quantile = (values, share) =>
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

/** @param {{ file: string, title: string, about: string, machine: string, sections: Section[] }} report */
export function writeReport({ file, title, about, machine, sections }) {
  const missed = sections.flatMap(missesOf).map((miss) => `* missed: ${miss}\n`);
  const head = `# ${title}

${about}

${new Date().toISOString().slice(0, 10)}, ${machine}

`;
  fs.writeFileSync(
    file,
    `${head}${missed.join("")}${missed.length > 0 ? "\n" : ""}${sections.map(toMarkdown).join("\n").trimEnd()}\n`,
  );
}
