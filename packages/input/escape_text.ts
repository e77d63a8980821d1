/**
 * Text from outside, escaped so that it is only text wherever it is shown: no terminal obeys it, it
 * ends no line, nothing in it is invisible or changes the reading direction, and no spreadsheet takes
 * it for a formula.
 *
 * @module
 */

/**
 * Control and format characters (among them line feeds, direction marks, zero-width signs, tags),
 * the separators of lines and paragraphs, characters that are drawn as nothing, and lone surrogates.
 */
const OBEYED =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u180b-\u180f\ufe00-\ufe0f\u{e0000}-\u{e0fff}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text as one visible line: what a terminal would obey, and what is invisible, becomes an escape
 * such as `\n` or `\u{202e}`; everything else stays as it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { escapeText } from "@samebit/input";
 *
 * assertEquals(escapeText("a\nb\u202e"), "a\\nb\\u{202e}");
 * ```
 */
export function escapeText(text: string): string {
  return text.replace(OBEYED, escapeCharacter);
}

/** The escape of one character. */
export function escapeCharacter(character: string): string {
  return SHORT[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Characters with which a cell becomes a formula or a command, also in their wide forms. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * The text of a spreadsheet's cell that cannot be a formula: an apostrophe is put before it where it
 * would be one. Numbers such as `-1.5` stay as they are.
 */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
