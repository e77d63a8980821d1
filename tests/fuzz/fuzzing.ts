/**
 * Reads arbitrary and damaged input and judges what comes of it: a right result, or an error that
 * names the source; soon, and without taking much memory. Every case is made from a fixed seed, so
 * what is found once is found again. 300 cases each, or 10,000 where SAMEBIT_FUZZ is `all`.
 */
import { assert } from "@std/assert";
import fc from "fast-check";
import { cpuUsage } from "node:process";

/** The name under which readers are given what they read. */
export const SOURCE = "the-source.txt";

/** Whether all is done (`SAMEBIT_FUZZ=all`), as `.ci/run` does. */
export const isFull: boolean = Deno.env.get("SAMEBIT_FUZZ") === "all";

const CASES = isFull ? 10_000 : 300;
const SEED = 20_261_123;

/** What one case may take, on a clock and of the processor: a busy machine is no fault of a reader. */
const MOST_MS = 10_000;

/** What all cases of a test together may leave behind. */
const MOST_BYTES = 2 ** 29;

/** An error is read by a person. */
const MOST_LETTERS = 20_000;

const CLEAR = ["BadInput", "SyntaxError", "RangeError", "TypeError"];

/**
 * A test over the values of an arbitrary.
 *
 * @param few How many where not all is done, if cases are costly.
 */
export function fuzz<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
  few = CASES,
): void {
  Deno.test(name, async () => {
    const before = Deno.memoryUsage().rss;
    await fc.assert(
      fc.asyncProperty(arbitrary, (value) => inTime(() => check(value))),
      { seed: SEED, numRuns: isFull ? CASES : few },
    );
    const taken = Deno.memoryUsage().rss - before;
    assert(taken < MOST_BYTES, `${taken} bytes were taken and not given back`);
  });
}

/** Fails where `act` takes longer than any input is worth. */
export async function inTime(act: () => void | Promise<void>): Promise<void> {
  const begin = performance.now();
  const usedBefore = cpuUsage();
  await act();
  const { user, system } = cpuUsage(usedBefore);
  const tookMs = Math.min(performance.now() - begin, (user + system) / 1000);
  assert(tookMs < MOST_MS, `One case took ${tookMs} ms`);
}

/** What `read` gives, or undefined where it refuses its input as it should; else fails. */
export async function readOrRefuse<T>(
  read: () => T | Promise<T>,
  source = SOURCE,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    assert(error instanceof Error, `threw no error: ${error}`);
    const { name, message, stack } = error;
    const isClear = CLEAR.includes(name) && message.includes(source) &&
      message.length < MOST_LETTERS && error.constructor.name === name;
    assert(isClear, `is no clear error: ${name}: ${message.slice(0, 500)}\n${stack}`);
    return undefined;
  }
}
