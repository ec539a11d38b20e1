export const NAME_MAX_CHARACTERS = 100;

const DIRECTION_CONTROLS = /\p{Bidi_Control}/gu;
/** A character that leaves a mark by itself; no empty Braille cell or note head, and nothing that only keeps an object's place. */
const VISIBLE = /(?![\p{Default_Ignorable_Code_Point}\u2800\ufffc\u{1d159}])[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks above or below one letter than any script writes: they run over the lines around it. */
const PILE_OF_MARKS = /(?:\p{M}\p{Default_Ignorable_Code_Point}*){9}/u;

/**
 * The text without the invisible characters that set a direction of writing: one of them can turn round what stands behind it, on
 * a page, in a file and in a terminal. Right-to-left scripts are written as such without them. Source: Unicode Standard Annex #9.
 */
export function withoutDirections(text: string): string {
  return text.replace(DIRECTION_CONTROLS, "");
}

/**
 * The text as a name to show: trimmed, and without directions; null when nothing that can be seen is left, it is too long, or it
 * holds control characters, line ends or a pile of accents.
 */
export function toShownName(text: string): string | null {
  const name = withoutDirections(text).trim();
  const isShown = VISIBLE.test(name) && !PILE_OF_MARKS.test(name) && !/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(name);
  return isShown && [...name].length <= NAME_MAX_CHARACTERS ? name : null;
}
