import { setImmediate as afterOthers } from "node:timers/promises";

/** From here on the library calls a password very hard to guess, even for whoever has stolen its hash. */
const MIN_GUESSES = 1e10;
/** Of a longer one the beginning has to be hard to guess: the time that a look takes grows faster than what is looked at. */
const MAX_CHARACTERS = 64;
/** Ways to read digits and signs as letters that are tried. The library's own 100 take twenty times as long, and find hardly more. */
const MAX_READINGS = 4;
/** As many keys side by side in a row are one walk over them; fewer stand in words too. */
const WALK_MIN_KEYS = 3;
/** Parts of a name that are shorter stand in other words too. */
const PART_MIN_CHARACTERS = 3;

/** Every account's, and phrases that are known so well that the number of their words does not help. */
const KNOWN_PHRASES = [
  ...["plaid investments", "correct horse battery staple", "to be or not to be", "may the force be with you"],
  ...["the quick brown fox", "jumps over the lazy dog", "once upon a time", "all you need is love", "open sesame"],
];

const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{M}\p{N}]/gu;
/** Accents, and what nobody sees: whoever tries passwords thinks of them as little as whoever reads them. */
const ADDS_NOTHING = /[\u0300-\u036f\p{Default_Ignorable_Code_Point}]/gu;

// Next gives each of its bundles a copy of this module; the process has the lists once, from the first new password on.
const LIBRARY = Symbol.for("plaid-investments.password-guesses");
const holder = globalThis as { [LIBRARY]?: Promise<Library> };

type Library = {
  /** How many others are tried before the text by somebody who knows these. */
  guessesOf(text: string, known: string[]): number;
  /** Whether one key is beside another, whatever is typed with Shift. */
  isBeside(character: string, other: string): boolean;
};

/**
 * Whether whoever tries passwords soon comes upon this one of somebody who is known by these texts (e-mail address, name, the site's
 * host): made of few well-known words, phrases, names, dates, runs of keys or repetitions, or of parts of the texts, also with digits
 * for letters, backwards, or with something between every two letters.
 */
export async function isGuessablePassword(password: string, about: readonly string[]): Promise<boolean> {
  holder[LIBRARY] ??= loadLibrary();
  const library = await holder[LIBRARY];
  // During a look the process does nothing else: what came while there was another is done before this one.
  await afterOthers();
  const text = plain(password);
  const known = [...about.map(plain).flatMap(partsOf), ...KNOWN_PHRASES.flatMap((phrase) => [phrase, joined(phrase)])];
  const isEasy = (form: string) => library.guessesOf(inUnits(form), known.map(inUnits)) < MIN_GUESSES;
  // As given, too: one character may be a whole phrase in its plain spelling.
  const isShort = [password, text].some((form) => triesOfItsCharacters(form) < MIN_GUESSES);
  const forms = [text, withSignsLast(text), withoutWalks(text, library)];
  return isShort || [...new Set(forms)].some(isEasy);
}

async function loadLibrary(): Promise<Library> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  // Not all of its lists: words that follow each other, like numbers, count as next to none, and Diceware's by their place in the alphabet.
  const estimator = new ZxcvbnFactory({
    dictionary: {
      passwords: common.dictionary["passwords-common"],
      words: english.dictionary["commonWords-en"],
      firstNames: english.dictionary["firstnames-en"],
      lastNames: english.dictionary["lastnames-en"],
      wikipedia: english.dictionary["wikipedia-en"],
    },
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: MAX_READINGS,
    maxLength: MAX_CHARACTERS,
  });
  const qwerty: Readonly<Record<string, readonly (string | null)[]>> = common.adjacencyGraphs.qwerty;
  return {
    guessesOf: (text, known) => estimator.check(text, known).guesses,
    isBeside: (character, other) => qwerty[character]?.some((key) => key?.includes(other)) ?? false,
  };
}

const plain = (text: string) => text.normalize("NFKD").replace(ADDS_NOTHING, "").normalize("NFC").toLowerCase();
const joined = (text: string) => text.replace(NEITHER_LETTER_NOR_DIGIT, "");

/** The text, what its spaces and its @ part, its words, and each of them without signs. */
function partsOf(text: string): string[] {
  const parts = [text, ...text.split(/[@\s]/), ...text.split(NEITHER_LETTER_NOR_DIGIT)];
  return [...new Set(parts.flatMap((part) => [part, joined(part)]))].filter(
    (part) => part.length >= PART_MIN_CHARACTERS,
  );
}

/** How many texts there are of these characters and this length. */
function triesOfItsCharacters(text: string): number {
  const characters = [...text];
  return new Set(characters).size ** characters.length;
}

/** The letters and digits by themselves: of the signs between them there is as much to guess as there are different ones. */
function withSignsLast(text: string): string {
  return joined(text) + [...new Set(text.match(NEITHER_LETTER_NOR_DIGIT))].join("");
}

/** Of walks over the keyboard the key on which each begins: the others follow from it. */
function withoutWalks(text: string, { isBeside }: Library): string {
  const walks: string[][] = [];
  for (const character of text) {
    const last = walks.at(-1);
    if (last && isBeside(last.at(-1) ?? "", character)) last.push(character);
    else walks.push([character]);
  }
  return walks.map((keys) => (keys.length < WALK_MIN_KEYS ? keys.join("") : keys[0])).join("");
}

/** One code unit for each character, as the library counts: an emoji has two, which are no run and twice as much to guess. */
function inUnits(text: string): string {
  return [...text].map((character) => String.fromCharCode(character.codePointAt(0) ?? 0)).join("");
}
