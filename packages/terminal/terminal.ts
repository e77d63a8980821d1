/**
 * The terminal as commands see it: where lines go, whether it is interactive, and colours. It is
 * passed in, so that a test or another program can run a command.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import { escapeText } from "@samebit/input";

/** Where a command writes. */
export interface Terminal {
  /** Writes a line of results to standard output. */
  print(line: string): void;
  /** Writes a line about errors to standard error. */
  complain(line: string): void;
  /** Whether standard output is a terminal, so that progress may be redrawn. */
  readonly isTerminal: boolean;
  /** How many characters fit in a line of a terminal; absent if the output is not one. */
  readonly columns?: number;
  /** The text in bold if colours are on. */
  bold(text: string): string;
  /** The text in a pale colour if colours are on. */
  dim(text: string): string;
  /** The text in red if colours are on. */
  red(text: string): string;
}

/** The terminal of this process; colours only in a terminal and without `NO_COLOR`. */
export function createTerminal(): Terminal {
  const isTerminal = Deno.stdout.isTerminal();
  const plainErrors = !Deno.stderr.isTerminal();
  const coloured = isTerminal && !Deno.noColor;
  const style = (begin: number, end: number) => (text: string) =>
    coloured ? `\x1b[${begin}m${text}\x1b[${end}m` : text;
  return {
    print: (line) => console.log(escapeLines(line)),
    complain: (line) =>
      console.error(escapeLines(plainErrors ? stripVTControlCharacters(line) : line)),
    isTerminal,
    ...(isTerminal && { columns: Deno.consoleSize().columns }),
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
  };
}

/** A line feed, or one of the styles above: the control characters that lines may contain. */
// deno-lint-ignore no-control-regex -- the escape that begins a style
const COMPOSED = /(\n|\x1b\[(?:1|2|22|31|39)m)/;

/**
 * Lines without any other control characters. Line feeds pass, so foreign texts are escaped one by
 * one before lines are composed of them.
 */
export function escapeLines(text: string): string {
  return text.split(COMPOSED).map((part) => COMPOSED.test(part) ? part : escapeText(part)).join("");
}
