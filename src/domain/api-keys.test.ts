import { expect, test } from "vitest";
import { isApiKeyGood, lastCharactersOf, readApiKeyId, toApiKey } from "./api-keys";

const ID = "0123456789abcdef";
const SECRET = "AZaz09_-".repeat(6).slice(0, 43);
const KEY = toApiKey("production", ID, SECRET);

test("S-21: a key tells what it is, its id, and 256 bits that nobody can guess", () => {
  expect(KEY).toBe(`pi_production_${ID}_${SECRET}`);
  expect(readApiKeyId(KEY)).toBe(ID);
  expect(lastCharactersOf(KEY)).toBe(SECRET.slice(-4));
});

test.each([
  "",
  ID,
  `pi_production_${ID}`,
  `pi_production_${ID}_`,
  KEY.slice(0, -1),
  `${KEY}A`,
  ` ${KEY}`,
  `${KEY}\n`,
  `${KEY}, ${KEY}`,
  KEY.replace("pi_", "sk_"),
  KEY.replace(ID, ID.toUpperCase()),
  KEY.replace(/.$/, "="),
  KEY.replace(/.$/, "é"),
])("S-21: %j is no key", (text) => {
  expect(readApiKeyId(text)).toBeNull();
});

test("S-21: a key is good until its end, and never again once it was revoked", () => {
  const end = new Date("2027-01-01T00:00:00Z");
  const before = new Date(end.getTime() - 1);
  expect(isApiKeyGood({ revokedAt: null, expiresAt: end }, before)).toBe(true);
  expect(isApiKeyGood({ revokedAt: null, expiresAt: end }, end)).toBe(false);
  expect(isApiKeyGood({ revokedAt: null, expiresAt: null }, new Date("2999-01-01T00:00:00Z"))).toBe(true);
  expect(isApiKeyGood({ revokedAt: before, expiresAt: null }, before)).toBe(false);
});
