/** What stands for a part that whoever guesses tries first: no password is the longer for it. */
const KNOWN = "\u0000";
/** Fewer characters than these beside known parts and repetitions are soon tried. */
const MIN_OWN_CHARACTERS = 8;
const MIN_RUN = 4;

const RUNS = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1q2w3e4r5t6y7u8i9o0p",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
].flatMap((run) => [run, [...run].reverse().join("")]);

/** The commonest ones and their like, and what this app is about. */
const WORDS = (
  "password passwort passw0rd passphrase letmein iloveyou trustno1 changeme welcome admin administrator root login secret default test " +
  "football baseball basketball monkey dragon master shadow sunshine princess superman batman pokemon starwars whatever freedom " +
  "summer winter autumn spring january february march april june july august september october november december " +
  "plaid investments investment portfolio brokerage dashboard"
)
  .split(" ")
  .sort((a, b) => b.length - a.length);

const LOOKALIKES: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/**
 * Whether somebody who knows the account's e-mail address soon guesses the password: beside the address and its parts, common
 * words (also with digits for letters), years, runs of the alphabet or the keyboard, and repetitions there is next to nothing of its own.
 */
export function isGuessablePassword(password: string, email: string): boolean {
  const folded = password.normalize("NFKC").toLowerCase();
  const spelled = [...folded].map((character) => LOOKALIKES[character] ?? character).join("");
  const parts = [email, ...email.split(/[^a-z0-9]+/).filter((part) => part.length >= 3), ...WORDS];
  return [folded, spelled].some((text) => ownCharacters(text, parts) < MIN_OWN_CHARACTERS);
}

function ownCharacters(text: string, parts: readonly string[]): number {
  const named = parts.reduce((rest, part) => rest.replaceAll(part, KNOWN), text);
  const own = withoutRuns([...named]).replace(/(?:19|20)\d\d/g, KNOWN);
  return [...own.replace(/(.+?)\1+/gsu, "$1")].length;
}

/** Each of the longest runs one known part. */
function withoutRuns(characters: readonly string[]): string {
  let rest = "";
  for (let at = 0; at < characters.length; ) {
    let end = at;
    while (end < characters.length && RUNS.some((run) => run.includes(characters.slice(at, end + 1).join(""))))
      end += 1;
    const isRun = end - at >= MIN_RUN;
    rest += isRun ? KNOWN : characters[at];
    at = isRun ? end : at + 1;
  }
  return rest;
}
