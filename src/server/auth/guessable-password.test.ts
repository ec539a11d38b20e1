import { expect, test } from "vitest";
import { isGuessablePassword } from "./guessable-password";

const EMAIL = "ann.o'neil_84@mail.example.org";

test.each([
  ["one character", "aaaaaaaaaaaa"],
  ["one character of two code units", "🔑".repeat(12)],
  ["few characters", "aab!abba!!ba"],
  ["a part over and over", "x7%kqx7%kqx7%kq"],
  ["a part over and over, cut short", "x7%kqx7%kqx7"],
  ["digits", "123456789012"],
  ["digits downwards", "0987654321098"],
  ["the alphabet", "abcdefghijklm"],
  ["the alphabet downwards", "ZYXWVUTSRQPONM"],
  ["another alphabet", "абвгдежзийклм"],
  ["a row of keys", "qwertyuiop[]"],
  ["rows of keys", "qwertyuiopasdfgh"],
  ["columns of keys", "1qaz2wsx3edc4rfv"],
  ["two rows at once", "1q2w3e4r5t6y"],
  ["runs of each", "qwerty!@#$%^123456"],
  ["a word over and over", "passwordpassword"],
  ["a word and digits over and over", "Password12 password34"],
  ["a word between digits", "2026password!"],
  ["a word in look-alikes", "P@$$w0rd!!!!"],
  ["words", "letmein-welcome1"],
  ["a word in wide letters", "ｐａｓｓｗｏｒｄ１２３４"],
  ["a word with what nobody sees in it", "pass\u200bword\u20601234"],
  ["next to nothing more than a word", "mypassword2026"],
  ["the product's name", "PlaidInvestments1"],
  ["the product's name apart", "plaid investments 2026"],
  ["the address", "Ann.O'Neil_84@mail.example.org"],
  ["what stands before its @", "ann.o'neil_84"],
  ["the same between digits", "19ann.o'neil_84!2026"],
  ["parts of it", "AnnNeil123456"],
  ["the site of it", "example.org2026"],
])("S-33: a password of %s can be guessed: %s", (_, password) => {
  expect(isGuessablePassword(password, EMAIL)).toBe(true);
});

test.each([
  "seven green bicycles",
  "correct horse battery",
  "the old password of mine",
  "my dragon ate your welcome mat",
  "ann likes plaid umbrellas",
  "hijklmno and then some",
  "8391 5520 1746",
  "x7%kq!Lw02#v",
  "x7%kq!Lw02#x",
  "kq!Lw02#vbananabananabanana",
  "wtgmxlrhpfqz",
  "пароль для моего дома",
  "🔑🐎🔋📎🌍🎲🪁🧊🧦🪑🛶🧭",
])("S-33: a password of its own making cannot: %s", (password) => {
  expect(isGuessablePassword(password, EMAIL)).toBe(false);
});

test.each(["d.s.k.l@x.io", "2026d.s.k.l2026"])("S-33: an address is one, however short its parts: %s", (password) => {
  expect(isGuessablePassword(password, "d.s.k.l@x.io")).toBe(true);
});

test("S-33: what is somebody else's address, or too short to be a name, is no hint", () => {
  expect(isGuessablePassword("annneil-84-2026", "bob@elsewhere.net")).toBe(false);
  expect(isGuessablePassword("8#3!a7$2@9%1", "a@example.org")).toBe(false);
});
