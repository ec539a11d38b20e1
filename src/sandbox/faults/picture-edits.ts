import * as z from "zod";
import { derivedId } from "@/sandbox/ids";
import { isJsonObject, type JsonObject, type JsonValue, parseLossless } from "@/sandbox/json";
import type { Picture } from "@/sandbox/picture";
import { type Document, documentOf, pictureOf } from "@/sandbox/picture-document";

const rows = {
  list: z.enum(["accounts", "holdings", "securities", "investment_transactions"]),
  /** Only rows with these values. */
  where: z.record(z.string(), z.string().nullable()).optional(),
  /** The first of those rows (default 0). */
  at: z.int().min(0).optional(),
  /** How many from there on; absent = all. */
  count: z.int().min(1).optional(),
};

/** One change of rows; `as` gives rows new ids, always the same ones for the same word. */
export const editSchema = z.discriminatedUnion("edit", [
  z.strictObject({ edit: z.literal("remove"), ...rows }),
  /** Adds the rows once more before place `to` of the list; with their own ids unless `as` is given. */
  z.strictObject({ edit: z.literal("copy"), ...rows, to: z.int().min(0), as: z.string().optional() }),
  z.strictObject({ edit: z.literal("move"), ...rows, to: z.int().min(0) }),
  /** New ids, also wherever other rows name them. */
  z.strictObject({ edit: z.literal("renumber"), ...rows, as: z.string() }),
  /** Fields as JSON text, so that numbers keep their digits; an object is merged into the one that is there. */
  z.strictObject({ edit: z.literal("set"), ...rows, fields: z.string() }),
  z.strictObject({ edit: z.literal("drop"), ...rows, keys: z.array(z.string()) }),
]);
export type Edit = z.infer<typeof editSchema>;
type ListName = Edit["list"];

const ID_KEYS: Readonly<Partial<Record<ListName, string>>> = {
  accounts: "account_id",
  securities: "security_id",
  investment_transactions: "investment_transaction_id",
};

/** The picture after all edits, each of which sees what those before it left. Errors: SyntaxError for fields that are no JSON object. */
export function editedPicture(picture: Picture, edits: readonly Edit[]): Picture {
  return pictureOf(edits.reduce(applyEdit, documentOf(picture)));
}

function applyEdit(document: Document, edit: Edit): Document {
  if (edit.edit === "renumber") return renumber(document, edit);
  const list = document[edit.list];
  const chosen = chosenOf(list, edit);
  const others = () => list.filter((row) => !chosen.has(row));
  const changed = (change: (row: JsonObject) => JsonObject) => list.map((row) => (chosen.has(row) ? change(row) : row));
  const next = (): JsonObject[] => {
    switch (edit.edit) {
      case "remove":
        return others();
      case "move":
        return others().toSpliced(edit.to, 0, ...chosen);
      case "copy":
        return list.toSpliced(edit.to, 0, ...[...chosen].map((row) => copyOf(row, edit)));
      case "set":
        return changed((row) => merge(row, objectIn(edit.fields)));
      case "drop":
        return changed((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !edit.keys.includes(key))));
    }
  };
  return { ...document, [edit.list]: next() };
}

function chosenOf(list: readonly JsonObject[], { where = {}, at = 0, count }: Edit): ReadonlySet<JsonObject> {
  const fitting = list.filter((row) => Object.entries(where).every(([key, value]) => row[key] === value));
  return new Set(fitting.slice(at, count === undefined ? undefined : at + count));
}

function newIdOf(id: JsonValue | undefined, as: string): string {
  return derivedId("edit", String(id), as);
}

function copyOf(row: JsonObject, { list, as }: Extract<Edit, { edit: "copy" }>): JsonObject {
  const idKey = ID_KEYS[list];
  return idKey === undefined || as === undefined ? { ...row } : { ...row, [idKey]: newIdOf(row[idKey], as) };
}

function renumber(document: Document, edit: Extract<Edit, { edit: "renumber" }>): Document {
  const key = ID_KEYS[edit.list];
  if (key === undefined) return document;
  const old = new Set([...chosenOf(document[edit.list], edit)].map((row) => row[key]));
  const renamed = (list: readonly JsonObject[]) =>
    list.map((row) => (old.has(row[key]) ? { ...row, [key]: newIdOf(row[key], edit.as) } : row));
  return {
    accounts: renamed(document.accounts),
    holdings: renamed(document.holdings),
    securities: renamed(document.securities),
    investment_transactions: renamed(document.investment_transactions),
  };
}

function objectIn(text: string): JsonObject {
  const value = parseLossless(text);
  if (!isJsonObject(value)) throw new SyntaxError("fields must be a JSON object");
  return value;
}

function merge(row: JsonObject, fields: JsonObject): JsonObject {
  const merged = { ...row };
  for (const [key, value] of Object.entries(fields)) {
    const before = row[key];
    merged[key] = isJsonObject(before) && isJsonObject(value) ? merge(before, value) : value;
  }
  return merged;
}
