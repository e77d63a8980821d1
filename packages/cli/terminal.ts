/**
 * The terminal as commands see it: where lines go, whether someone watches, and colours. It is
 * passed in, so that a command can be run by a test or by another program.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";

/** Where a command writes, and to whom. */
export interface Terminal {
  /** Writes a line of results to standard output. */
  print(line: string): void;
  /** Writes a line about faults to standard error. */
  complain(line: string): void;
  /** Whether standard output is a terminal, so that progress may be redrawn. */
  readonly isTerminal: boolean;
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
    print: (line) => console.log(spellControls(line)),
    complain: (line) =>
      console.error(spellControls(plainErrors ? stripVTControlCharacters(line) : line)),
    isTerminal,
    bold: style(1, 22),
    dim: style(2, 22),
    red: style(31, 39),
  };
}

/** What a terminal obeys, but for line feeds, tabs and the styles above. */
// deno-lint-ignore no-control-regex -- the escape that begins a style
const CONTROLS = /(?![\n\t])(?!\x1b\[(1|2|22|31|39)m)\p{Cc}/gu;

/** A text in which nothing is left that a terminal obeys, since it may hold a stranger's words. */
export function spellControls(text: string): string {
  return text.replace(
    CONTROLS,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
