/**
 * The error for everything that is the input's fault: a command that meets it prints the message
 * alone and ends with status 2.
 *
 * @module
 */

import { spellText } from "@samebit/runlog";

/** Something wrong with what was given: where, and what is wanted instead. */
export class BadInput extends Error {
  /** Always `BadInput`. */
  override readonly name = "BadInput";
  /** The file, the flag or the field that is wrong. */
  readonly place: string;

  /**
   * The message is place and problem, joined by a colon. Both may quote others, so they are spelled:
   * a line feed in them ends no line.
   *
   * @param place The file, the flag or the field, as the user knows it.
   * @param problem What is wrong and what to do; a list is one line for each.
   */
  constructor(place: string, problem: string | readonly string[], options?: ErrorOptions) {
    super(`${spellText(place)}: ${[problem].flat().map(spellText).join("\n")}`, options);
    this.place = place;
  }
}

/** Data files that an experiment wants and that are not there. */
export class MissingData extends BadInput {
  /** What is missing and how to get it, without the place: the same for all that want it. */
  readonly reason: string;

  /**
   * The message is place, field and reason, joined by colons.
   *
   * @param place The experiment's file.
   * @param field The field of it that names the data set.
   * @param reason What is missing and how to get it.
   */
  constructor(place: string, field: string, reason: string) {
    super(place, `${field}: ${reason}`);
    this.reason = reason;
  }
}
