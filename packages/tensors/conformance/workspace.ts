/**
 * The arrays of one conformance case. Each is at an odd offset inside a longer array that is filled
 * with a guard value, so that a kernel that reads or writes beyond its shape is detected.
 */
import { createStream, fillWords } from "@samebit/random";
import type { Floats, Kernels } from "../kernels.ts";
import { type Kind, numbersOf } from "./numbers.ts";

/** Lays out the arrays of one case; its numbers depend on the case's name alone. */
export interface Workspace {
  /** `n` numbers of a kind. */
  numbers(n: number, kind: Kind): Floats;
  /** The absolute values of `n` numbers of a kind. */
  magnitudes(n: number, kind: Kind): Floats;
  /** A copy of `values`. */
  hold(values: ArrayLike<number>): Floats;
  /** Room for `n` results, filled with the guard value. */
  room(n: number): Floats;
  /** `n` integers below `limit`, in memory of JavaScript's own. */
  integers(n: number, limit: number): Uint32Array;
  /** All arrays given out so far, with the guards around them. */
  contents(): Floats[];
}

const GUARD = 987654.25;
const ROOM_BEHIND = 19;
const PLACES_BEFORE = 7;

/** An empty workspace in the memory of `kernels`. */
export function createWorkspace(kernels: Kernels, name: string): Workspace {
  const stream = createStream(0, `conformance/${name}`);
  const wholes: Floats[] = [];

  function draw(n: number): Uint32Array {
    const words = new Uint32Array(n);
    fillWords(stream, wholes.length, words);
    return words;
  }

  function room(n: number): Floats {
    const before = (wholes.length * 3 + n) % PLACES_BEFORE;
    const whole = kernels.allocate(before + n + ROOM_BEHIND);
    whole.fill(GUARD);
    wholes.push(whole);
    return whole.subarray(before);
  }

  function hold(values: ArrayLike<number>): Floats {
    const array = room(values.length);
    array.set(values);
    return array;
  }

  const numbers = (n: number, kind: Kind) => numbersOf(kind, kernels.precision, draw(2 * n));
  return {
    hold,
    room,
    numbers: (n, kind) => hold(numbers(n, kind)),
    magnitudes: (n, kind) => hold(numbers(n, kind).map(Math.abs)),
    integers: (n, limit) => draw(n).map((word) => word % limit),
    contents: () => wholes,
  };
}
