/**
 * The terminal as commands see it: where lines go, whether someone watches, and colours. It is
 * passed in, so that a command can be run by a test or by another program.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import { spellText } from "@samebit/input";

/** Where a command writes, and to whom. */
export interface Terminal {
  /** Writes a line of results to standard output. */
  print(line: string): void;
  /** Writes a line about faults to standard error. */
  complain(line: string): void;
  /** Whether standard output is a terminal, so that progress may be redrawn. */
  readonly isTerminal: boolean;
  /** How many characters fit in a line where someone watches; absent elsewhere. */
  readonly columns?: number;
  /** The text in bold where colours are wanted. */
  bold(text: string): string;
  /** The text in a pale colour where colours are wanted. */
  dim(text: string): string;
  /** The text in red where colours are wanted. */
  red(text: string): string;
}

/** The terminal of this process; colours only where a terminal shows them, without `NO_COLOR`. */
export function createTerminal(): Terminal {
  const isTerminal = Deno.stdout.isTerminal();
  const plainErrors = !Deno.stderr.isTerminal();
  const coloured = isTerminal && !Deno.noColor;
  const style = (begin: number, end: number) => (text: string) =>
    coloured ? `\x1b[${begin}m${text}\x1b[${end}m` : text;
  return {
    print: (line) => console.log(spellLines(line)),
    complain: (line) =>
      console.error(spellLines(plainErrors ? stripVTControlCharacters(line) : line)),
    isTerminal,
    ...(isTerminal && { columns: Deno.consoleSize().columns }),
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
  };
}

/** A line feed, or one of the styles above: what lines are composed of besides text. */
// deno-lint-ignore no-control-regex -- the escape that begins a style
const COMPOSED = /(\n|\x1b\[(?:1|2|22|31|39)m)/;

/**
 * Composed lines in which nothing else is left that a terminal obeys. Line feeds pass, so texts of
 * others are spelled one by one before they are composed.
 */
export function spellLines(text: string): string {
  return text.split(COMPOSED).map((part) => COMPOSED.test(part) ? part : spellText(part)).join("");
}
