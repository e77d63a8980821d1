/**
 * Missing data files, which planning refuses besides bad input. Most data sets are too large to come
 * with the code: a command that was given the experiment ends with status 2, while `list`, `verify`
 * without a file and `experiment --all` say which experiments they leave out, and continue.
 *
 * @module
 */
import { BadInput } from "@samebit/input";

/** Data files that an experiment needs and that do not exist. */
export class MissingData extends BadInput {
  /**
   * What is missing and how to get it, without the place: the same for every experiment that needs
   * it.
   */
  readonly reason: string;
  /** What is missing, in a word or two: a kind of data set, or a file. */
  readonly dataset: string;

  /**
   * The message is place, field and reason, joined by colons.
   *
   * @param place The experiment's file.
   * @param field The field that names the data set.
   * @param reason What is missing and how to get it.
   * @param dataset What is missing, in a word or two.
   */
  constructor(place: string, field: string, reason: string, dataset: string) {
    super(place, `${field}: ${reason}`);
    this.reason = reason;
    this.dataset = dataset;
  }
}
