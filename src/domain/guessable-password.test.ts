import { expect, test } from "vitest";
import { isGuessablePassword } from "./guessable-password";

const EMAIL = "ann.lee@harbour.example.org";

test.each([
  ["a run of digits", "123456789012"],
  ["the same backwards", "210987654321"],
  ["a keyboard's row and digits", "Qwertyuiop12"],
  ["two rows, to and fro", "qwertzuiop09poiuztrewq"],
  ["its columns", "1qaz2wsx3edc"],
  ["the alphabet", "abcdefghijkl"],
  ["one character", "aaaaaaaaaaaa"],
  ["one character as long as may be", "a".repeat(256)],
  ["a key, as often", "🔑".repeat(12)],
  ["a short part, again and again", "ab1ab1ab1ab1ab1"],
  ["the commonest word twice", "passwordpassword"],
  ["it with a year", "Password2026!"],
  ["it with look-alikes", "P@ssw0rd1234"],
  ["it in wide letters", "ｐａｓｓｗｏｒｄ１２３４"],
  ["a season and a year", "Summer-2026!!"],
  ["what the app is called", "plaid-investments"],
  ["the address", EMAIL],
  ["the address in capitals", EMAIL.toUpperCase()],
  ["its name and digits", "AnnLee1234567"],
  ["its host and a year", "harbour.1987!"],
])("S-33: %s is guessed: %s", (_, password) => {
  expect(isGuessablePassword(password, EMAIL)).toBe(true);
});

test.each([
  "seven green bicycles",
  "correct horse battery",
  "eleven purple umbrellas",
  "the new password",
  "ann drinks tea at noon",
  "839201746583",
  "xK7#pQ2!vN9z",
  "пять зелёных яблок",
  "雨の日は家で本を読むのが好き",
])("%s is not", (password) => {
  expect(isGuessablePassword(password, EMAIL)).toBe(false);
});

test("a part of the address that is a word of two letters is none", () => {
  expect(isGuessablePassword("xK7#pQ2!vN9z", "x.k@pq.vn")).toBe(false);
});
