import { PASSWORD_MIN_CHARACTERS } from "./accounts";

const MIN_DISTINCT = 5;
/** Parts of an address that are shorter stand in other words too. */
const NAME_MIN_CHARACTERS = 3;
/** What may stand beside well-known words and still add nothing. */
const LETTERS_THAT_ADD_NOTHING = 2;

/** Along which fingers run, also backwards. */
const KEYBOARD = [
  "1234567890-=",
  "!@#$%^&*()_+",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiop",
  "azertyuiop",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "1q2w3e4r5t6y7u8i9o0p",
].join(" ");
const KEYS = KEYBOARD + [...KEYBOARD].reverse().join("");

/** Whoever tries passwords thinks of it as little as whoever reads them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** The words of the passwords that are tried first, and the product's own. */
const KNOWN_WORDS = (
  "password passwort passphrase letmein welcome administrator admin iloveyou monkey dragon sunshine princess football baseball " +
  "superman batman starwars pokemon master shadow michael charlie freedom whatever trustno secret changeme default login " +
  "qwerty qwertz azerty asdfgh zxcvbn qazwsx plaidinvestments investments investment investing plaid"
).split(" ");

const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t" },
  ...{ "@": "a", "!": "i", $: "s" },
};

/**
 * Whether whoever tries passwords soon comes upon this one of the account with this e-mail address: next to no different characters,
 * a short part over and over, runs of the alphabet or the keyboard, or nothing but well-known words and parts of the address, with
 * any digits and punctuation around them.
 */
export function isGuessablePassword(password: string, email: string): boolean {
  const text = password.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
  const characters = [...text];
  return (
    new Set(characters).size < MIN_DISTINCT ||
    periodOf(text) < PASSWORD_MIN_CHARACTERS ||
    characters.filter((character, index) => !isNextTo(character, characters[index - 1])).length < MIN_DISTINCT ||
    isOfWords(text, [...KNOWN_WORDS, ...namesOf(email)])
  );
}

/** The length of the part that the whole text repeats at least once in full; the text's own where it repeats none. */
function periodOf(text: string): number {
  for (let length = 1; length <= text.length / 2; length++) if (text.startsWith(text.slice(length))) return length;
  return text.length;
}

function isNextTo(character: string, previous: string | undefined): boolean {
  if (previous === undefined) return false;
  const step = (character.codePointAt(0) ?? 0) - (previous.codePointAt(0) ?? 0);
  return Math.abs(step) <= 1 || KEYS.includes(previous + character);
}

/** The address, what stands before its @, and the parts of both. */
function namesOf(email: string): string[] {
  const names = [email, email.split("@")[0] ?? "", ...email.split(/[^a-z0-9]/)];
  return names.filter((name) => name.length >= NAME_MIN_CHARACTERS);
}

/** Whether next to no letter is left of a text without these words, which it has: written out, or with digits that look like letters. */
function isOfWords(text: string, words: readonly string[]): boolean {
  const core = text.replace(/^[^\p{L}]+/u, "").replace(/[^\p{L}]+$/u, "");
  const written = core.replace(/[0-9@!$]/g, (character) => LOOKALIKES[character] ?? character);
  return [text, written].some((form) => {
    const rest = words.reduce((left, word) => left.replaceAll(word, " "), form);
    return rest !== form && rest.replace(/[^\p{L}]/gu, "").length <= LETTERS_THAT_ADD_NOTHING;
  });
}
