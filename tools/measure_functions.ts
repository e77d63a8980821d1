/**
 * Prints the greatest error of each float32 function of @samebit/arithmetic over all float32, in ulps,
 * against its float64 twin, which errs by less than a millionth of that: the figures in the doc comments
 * and in section 3 of the contract. Some ten minutes for each function; with a stride only every so many
 * float32 are tried.
 *
 *     deno run tools/measure_functions.ts [STRIDE]
 */
import * as own from "@samebit/arithmetic";
import { type WorstError, worstError32 } from "../packages/arithmetic/testdata/worst_error.ts";

type Elementary = (x: number) => number;

/** Each function with its twin, where its result is finite and not lost. */
const RANGES: readonly (readonly [string, Elementary, Elementary, number, number])[] = [
  ["exp32", own.exp32, own.exp, -103.97208, 88.72283],
  ["log32", own.log32, own.log, 2 ** -149, 3.4028234663852886e38],
  ["expMinusOne32, below 0", own.expMinusOne32, own.expMinusOne, -Infinity, 0],
  ["expMinusOne32, above 0", own.expMinusOne32, own.expMinusOne, 0, 88.72283],
  ["logistic32", own.logistic32, own.logistic, -Infinity, Infinity],
  ["tanh32", own.tanh32, own.tanh, -Infinity, Infinity],
  ["erf32", own.erf32, own.erf, -Infinity, Infinity],
];

/** The greatest error of each, by its name, one after the other. */
export function* measureFunctions(stride: number): Iterable<readonly [string, WorstError]> {
  for (const [name, single, double, low, high] of RANGES) {
    yield [name, worstError32(single, double, low, high, stride)];
  }
}

if (import.meta.main) {
  const stride = Number(Deno.args[0] ?? 1);
  if (!Number.isSafeInteger(stride) || stride < 1) {
    console.error(`Cannot take steps of ${Deno.args[0]}; wanted an integer from 1`);
    Deno.exit(2);
  }
  for (const [name, { ulps, at }] of measureFunctions(stride)) {
    console.log(`${name}: ${ulps.toFixed(4)} ulp at ${at}`);
  }
}
