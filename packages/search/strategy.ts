/**
 * How searches decide: a strategy asks for trials, receives their scores, and asks again. It is a
 * generator that knows neither files nor workers, so its requests are a function of its settings
 * and of the scores, in the order in which it asked.
 *
 * @module
 */
import type { AxisValue } from "./axes.ts";
import { DIGITS, MOST_DIGITS } from "./range.ts";
import {
  axisValuesAt,
  drawPoint,
  type Draws,
  drawsOf,
  type Point,
  pointOf,
  type Space,
} from "./space.ts";

/** Values for every tuned axis that are tried together. */
export interface Trial {
  /** Its number, from 1, in the order in which trials were proposed. */
  readonly number: number;
  /** A value for each axis. */
  readonly choices: readonly AxisValue[];
}

/** A trial to run. */
export interface Asked {
  /** What is tried. */
  readonly trial: Trial;
  /** The epoch after which its runs are stopped; undefined for complete runs. */
  readonly untilEpoch?: number;
}

/**
 * Yields the trials of a round and receives their scores, higher being better; NaN, which is worse
 * than any number, for one that diverged.
 */
export type Strategy = Generator<readonly Asked[], void, readonly number[]>;

/** Whether a score is better than another. */
export function isBetter(score: number, than: number): boolean {
  return score > than || (!Number.isNaN(score) && Number.isNaN(than));
}

/** The indices of scores, the best first, the earliest of equals first. */
export function rank(scores: readonly number[]): number[] {
  return scores.map((_, i) => i).sort((a, b) =>
    isBetter(scores[a]!, scores[b]!) ? -1 : isBetter(scores[b]!, scores[a]!) ? 1 : a - b
  );
}

/** After this many proposals in a row that were tried before, nothing new is expected. */
const MOST_ATTEMPTS = 1000;

/** Trials that differ from one another. */
export class Trials {
  readonly #space: Space;
  readonly #random: Draws;
  readonly #digits: number;
  readonly #known = new Set<string>();
  #draws = 0;

  /**
   * No trial is known yet.
   *
   * @param space What is searched.
   * @param seed The root seed of the draws.
   * @param wanted How many trials are needed: values on ranges have as few significant digits, at
   *   least 4, as allow that many to be drawn.
   * @param digits This many digits instead.
   */
  constructor(space: Space, seed: number, wanted: number, digits?: number) {
    this.#space = space;
    this.#random = drawsOf(space, seed);
    this.#digits = digits ?? digitsFor(space, seed, wanted);
  }

  /** How many there are. */
  get count(): number {
    return this.#known.size;
  }

  /** The trial at a point; undefined where it is known already. */
  add(point: Point): Trial | undefined {
    const choices = axisValuesAt(this.#space, point, this.#digits);
    const text = JSON.stringify(choices.map(({ label }) => label));
    if (this.#known.has(text)) return undefined;
    this.#known.add(text);
    return { number: this.#known.size, choices };
  }

  /** Up to `count` new trials at random points; fewer if no more are found. */
  draw(count: number): Trial[] {
    const drawn: Trial[] = [];
    for (let failures = 0; drawn.length < count && failures < MOST_ATTEMPTS;) {
      const trial = this.add(drawPoint(this.#space, this.#random, this.#draws++));
      if (trial === undefined) failures++;
      else {
        drawn.push(trial);
        failures = 0;
      }
    }
    return drawn;
  }

  /** The point of a trial, on ranges that of its rounded value. */
  pointOf({ choices }: Trial): Point {
    return pointOf(this.#space, choices);
  }
}

/** The fewest digits with which random points give that many distinct trials. */
function digitsFor(space: Space, seed: number, wanted: number): number {
  const isRounded = space.some((each) => each.kind === "range" && each.range.range !== "integer");
  if (!isRounded) return DIGITS;
  for (let digits = DIGITS; digits < MOST_DIGITS; digits++) {
    if (new Trials(space, seed, wanted, digits).draw(wanted).length === wanted) return digits;
  }
  return MOST_DIGITS;
}
