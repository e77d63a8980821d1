/**
 * A small lock for tests: two variants, one of them with two seeds.
 *
 * @module
 */
import { SAME_EVERYWHERE } from "@samebit/runlog";
import type { Lock, LockedRun } from "./lock.ts";

/** A digest of one digit, repeated. */
export function digestOf(digit: string, digits = 64): string {
  return digit.repeat(digits);
}

/** A locked run whose digests are made of one digit. */
export function sampleLockedRun(label: string, seed: number, digit: string): LockedRun {
  return {
    label,
    seed,
    identity: digestOf(digit),
    dataHash: digestOf("d"),
    files: Object.fromEntries(SAME_EVERYWHERE.map((name) => [name, digestOf(digit)])),
    epochs: [digestOf(digit, 16), digestOf("e", 16)],
  };
}

/** The lock. */
export function sampleLock(): Lock {
  return {
    contract: 1,
    slug: "sample",
    sources: [digestOf("f")],
    warnings: ["sample: these are not the official files"],
    runs: [
      sampleLockedRun("adam", 2, "1"),
      sampleLockedRun("adam", 10, "2"),
      sampleLockedRun("sgd", 1, "3"),
    ],
  };
}
