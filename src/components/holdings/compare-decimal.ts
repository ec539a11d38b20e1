import type { DecimalText } from "@/contracts/money";

/** Order of two exact decimals by value, from their plain text alone: no digit is lost on the way. */
export function compareDecimalText(a: DecimalText, b: DecimalText): number {
  const [left, right] = [split(a), split(b)];
  if (left.isNegative !== right.isNegative) return left.isNegative ? -1 : 1;
  const size = compareSize(left, right);
  return left.isNegative ? -size : size;
}

type Parts = { isNegative: boolean; whole: string; fraction: string };

function split(text: DecimalText): Parts {
  const [whole = "", fraction = ""] = text.replace(/^-/, "").split(".");
  const parts = { whole: whole.replace(/^0+/, ""), fraction: fraction.replace(/0+$/, "") };
  return { ...parts, isNegative: text.startsWith("-") && parts.whole + parts.fraction !== "" };
}

function compareSize(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length < b.whole.length ? -1 : 1;
  return compareText(a.whole, b.whole) || compareText(a.fraction, b.fraction);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
