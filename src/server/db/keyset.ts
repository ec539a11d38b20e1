/** One part of an order: an expression that is never null, and which way it goes. */
export type OrderPart = {
  readonly sql: string;
  readonly type: "int" | "numeric" | "text";
  readonly isDescending?: boolean;
};

/** Byte order: the same on every database, and the one in which a position is compared. */
const COLLATED = { int: "", numeric: "", text: ' COLLATE "C"' } as const;

export function orderBy(parts: readonly OrderPart[]): string {
  return parts.map(({ sql, type, isDescending }) => `${sql}${COLLATED[type]}${isDescending ? " DESC" : ""}`).join(", ");
}

/** Whether a row comes after the position of these expressions; `atIt` is the condition for one that has them all. */
export function isAfter(parts: readonly OrderPart[], position: readonly string[], atIt = "false"): string {
  return parts.reduceRight((rest, { sql, type, isDescending }, index) => {
    const part = `${sql}${COLLATED[type]}`;
    const beyond = `${part} ${isDescending ? "<" : ">"} ${position[index]}`;
    return rest === "false" ? beyond : `(${beyond} OR (${part} = ${position[index]} AND ${rest}))`;
  }, atIt);
}

const FORMS = { int: /^\d{1,9}$/, numeric: /^-?\d{1,60}(?:\.\d{1,60})?$/, text: /^[^\0\p{Surrogate}]*$/su } as const;

/** Whether texts are a position in this order. */
export function isPosition(parts: readonly OrderPart[], position: readonly string[]): boolean {
  return position.length === parts.length && parts.every(({ type }, index) => FORMS[type].test(position[index] ?? ""));
}
