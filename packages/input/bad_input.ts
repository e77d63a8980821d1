/**
 * The error for all faults of the input: a command that catches it prints the message alone and
 * ends with status 2.
 */
import { escapeText } from "./escape_text.ts";

/** The most characters of a place in a message, and of what is wrong there. */
const MOST_OF_PLACE = 1000;
const MOST_OF_PROBLEM = 10_000;

/** A fault of the input: where it is, and what is wanted instead. */
export class BadInput extends Error {
  /** Always `BadInput`. */
  override readonly name = "BadInput";
  /** The file, the flag or the field that is wrong. */
  readonly place: string;

  /**
   * The message is place and problem, joined by a colon. Both may quote text from outside, so they
   * are escaped: a line feed in them ends no line.
   *
   * @param place The file, the flag or the field, as the user knows it.
   * @param problem What is wrong and what to do; a list is one line for each.
   */
  constructor(place: string, problem: string | readonly string[], options?: ErrorOptions) {
    const lines = [problem].flat().map(escapeText).join("\n");
    super(
      `${shorten(escapeText(place), MOST_OF_PLACE)}: ${shorten(lines, MOST_OF_PROBLEM)}`,
      options,
    );
    this.place = place;
  }
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}
