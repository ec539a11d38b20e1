import { expect, test } from "vitest";
import { isGuessablePassword } from "./guessable-password";

const EMAIL = "ann.o'neil_84@mail.example.org";
const ABOUT = [EMAIL, "Ann O'Neil", "Ann Bryhn-Tvedt", "invest.example.com:8443"];

test.each([
  ["one character", "aaaaaaaaaaaa"],
  ["one character of two code units", "🔑".repeat(12)],
  ["one character that stands for a phrase", "\ufdfa".repeat(20)],
  ["few characters", "aab!abba!!ba"],
  ["two characters", "aabbabaabbba"],
  ["two characters of two code units each", "🔑🐎🔑🐎🔑🔑🐎🐎🔑🐎🔑🔑🐎"],
  ["two of them over and over", "🔑🐎".repeat(6)],
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
  ["many columns of keys", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"],
  ["every second column with Shift", "!QAZ2wsx#EDC4rfv"],
  ["columns, from the second key on with Shift", "1QAZ2WSX3EDC4RFV"],
  ["columns upwards, half of each with Shift", "ZAQ!2wsxCDE#4rfv"],
  ["columns to and fro", "!QAZxsw2#EDCvfr4"],
  ["each column twice", "1qaz!QAZ2wsx@WSX"],
  ["all rows of keys", "qwertyuiop[]asdfghjkl;zxcvbnm,./"],
  ["all rows of keys with spaces", "qwertyuiop asdfghjkl zxcvbnm"],
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
  ["a word backwards", "drowssap1234"],
  ["the same between others", "2026drowssap!"],
  ["a word with spaces", "p a s s w o r d 1"],
  ["a word with points", "p.a.s.s.w.o.r.d.1"],
  ["a word with two between its letters", "p. a. s. s. w. o. r. d."],
  ["another language's word", "contraseña123456"],
  ["a German one", "passwort123456"],
  ["a season and a year", "Summer2026!!!"],
  ["a date", "1987-03-12 1987"],
  ["a date and more of it", "12/03/1987!!!"],
  ["a date in words", "12 March 1987"],
  ["a well-known phrase", "correcthorsebatterystaple"],
  ["the same with spaces", "Correct Horse Battery Staple"],
  ["another one", "to be or not to be"],
  ["the beginning of one", "thequickbrownfox"],
  ["the product's name", "PlaidInvestments1"],
  ["the product's name apart", "plaid investments 2026"],
  ["the address", "Ann.O'Neil_84@mail.example.org"],
  ["the address backwards", [...EMAIL].reverse().join("")],
  ["what stands before its @", "ann.o'neil_84"],
  ["the same between digits", "19ann.o'neil_84!2026"],
  ["parts of it", "AnnNeil123456"],
  ["the site of it", "example.org2026"],
  ["the name twice", "Ann O'Neil Ann O'Neil"],
  ["the name twice in one", "annoneilannoneil"],
  ["one of two names, in two parts", "bryhn-tvedt 2026"],
  ["the host and its port", "invest.example.com:8443"],
  ["the same in one", "investexamplecom8443"],
])("S-33: a password of %s can be guessed: %s", async (_, password) => {
  expect(await isGuessablePassword(password, ABOUT)).toBe(true);
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
  "नमस्ते दुनिया मेरा घर",
  "집에서바다까지걸어서갑니다",
  "🔑🐎🔋📎🌍🎲🪁🧊🧦🪑🛶🧭",
  "cactus velvet orbit lantern",
  "cactusvelvetorbitlantern",
  "unhappy-green-tractor-lamp",
  "gA7kq2LxP9vRt4Ws",
  "d8f0a2c4b6e19375",
  "the train to Leeds leaves at half past nine",
  "we moved into the yellow house in spring",
  "my constructor built a lopsided kitchen",
])("S-33: a password of its own making cannot: %s", async (password) => {
  expect(await isGuessablePassword(password, ABOUT)).toBe(false);
});

test.each(["d.s.k.l@x.io", "2026d.s.k.l2026"])(
  "S-33: an address is one, however short its parts: %s",
  async (password) => {
    expect(await isGuessablePassword(password, ["d.s.k.l@x.io"])).toBe(true);
  },
);

test("S-33: what is somebody else's address, or too short to be a name, is no hint", async () => {
  expect(await isGuessablePassword("annneil-84-2026", ["bob@elsewhere.net"])).toBe(false);
  expect(await isGuessablePassword("8#3!a7$2@9%1", ["a@example.org"])).toBe(false);
});

test("S-33: whatever is sent, to look at it takes a moment", async () => {
  const letters = (count: number, of: string) =>
    Array.from({ length: count }, (_, at) => of[(at * at * 7 + at * 13) % of.length]).join("");
  const hostile = [
    ...["a", " !", "1", "p4$$w0rd", "vv1", "12.03.1987 ", "constructor__proto__"].map((part) =>
      part.repeat(256).slice(0, 256),
    ),
    ...["4@8({[<63#&9!1|7^20$5+%>/", "abcdefghijklmnopqrstuvwxyz0123456789!@#$%", "ab"].map((of) => letters(256, of)),
    "\ufdfa".repeat(256),
  ];
  await isGuessablePassword("the first one loads the lists", []);
  for (const password of hostile) {
    const before = process.cpuUsage();
    await isGuessablePassword(password, [`${"x".repeat(200)}@example.org`, "n ".repeat(50)]);
    const { user, system } = process.cpuUsage(before);
    expect.soft((user + system) / 1_000, password.slice(0, 20)).toBeLessThan(200);
  }
});
