/**
 * The error for everything that is the input's fault: a command that meets it prints the message
 * alone and ends with status 2.
 *
 * @module
 */

/** Something wrong with what was given: where, and what is wanted instead. */
export class BadInput extends Error {
  override readonly name = "BadInput";
  /** The file, the flag or the field that is wrong. */
  readonly place: string;

  /**
   * @param place The file, the flag or the field, as the user knows it.
   * @param problem What is wrong and what to do.
   */
  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.place = place;
  }
}
