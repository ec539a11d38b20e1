import { expect, test } from "vitest";
import { parseDecimal } from "./decimal";
import type { AccountId, SecurityId } from "./ids";
import type { Position } from "./portfolio";
import { truthOfPositions } from "./position-truth";

const POSITION: Position = {
  accountId: "a" as AccountId,
  securityId: "s" as SecurityId,
  quantity: parseDecimal("10"),
  institutionPrice: parseDecimal("10"),
  institutionPriceAsOf: null,
  institutionPriceDatetime: null,
  institutionValue: parseDecimal("100"),
  costBasis: parseDecimal("80"),
  vestedQuantity: null,
  vestedValue: null,
  taxLots: null,
  isoCurrencyCode: "USD",
  unofficialCurrencyCode: null,
  isCash: false,
};
const held = (over: Partial<Position>, isActive = true) => ({ ...POSITION, ...over, account: { isActive } });
const truth = (over: Partial<Position>, isActive = true) => truthOfPositions([held(over, isActive)]);

test("a position is exact unless something is unknown or uncertain, and says what", () => {
  const missing = { kind: "missing_basis", missing: 1, of: 1 };
  expect(truth({})).toEqual({ level: "exact", reasons: [] });
  expect(truth({ costBasis: null })).toEqual({ level: "incomplete", reasons: [missing] });
  expect(truth({ costBasis: parseDecimal("0") }).reasons).toEqual([missing]);
  expect(truth({ costBasis: null, isCash: true }).level).toBe("exact");
  expect(truth({ isoCurrencyCode: null })).toEqual({ level: "incomplete", reasons: [{ kind: "no_currency" }] });
  expect(truth({}, false)).toEqual({ level: "estimated", reasons: [{ kind: "last_seen" }] });
  expect(truth({ vestedQuantity: parseDecimal("4") })).toEqual({
    level: "estimated",
    reasons: [{ kind: "unvested_shares" }],
  });
  expect(truth({ vestedQuantity: parseDecimal("10") }).level).toBe("exact");
});

test("a sum is as certain as the least certain of its parts, and counts them", () => {
  const parts = [held({}), held({}, false), held({ costBasis: null }), held({ costBasis: null, isCash: true })];
  expect(truthOfPositions(parts)).toEqual({
    level: "incomplete",
    reasons: [{ kind: "missing_basis", missing: 1, of: 3 }, { kind: "last_seen" }],
  });
  expect(truthOfPositions(parts.slice(0, 2)).level).toBe("estimated");
  expect(truthOfPositions([])).toEqual({ level: "exact", reasons: [] });
});
