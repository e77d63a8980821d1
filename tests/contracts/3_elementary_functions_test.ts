/** Section 3 of the contract: the elementary functions, and the constants that its tables give. */
import * as own from "@samebit/arithmetic";
import { cos, exp, exp32, log, log32, power, sin } from "@samebit/arithmetic";
import { normalQuantile } from "@samebit/random";
import { assert, assertEquals } from "@std/assert";
import { type Case, checkVectors, CONTRACTS, floatOf, hex32, hex64 } from "./vectors.ts";

type Elementary = (x: number) => number;

/** A function of the precision in which x is written. */
function inBoth(single: Elementary, double: Elementary) {
  return ({ x }: Case) => x.length === 8 ? hex32(single(floatOf(x))) : hex64(double(floatOf(x)));
}

checkVectors("3-elementary-functions", {
  exp32: ({ x }) => hex32(exp32(floatOf(x))),
  log32: ({ x }) => hex32(log32(floatOf(x))),
  exp: ({ x }) => hex64(exp(floatOf(x))),
  log: ({ x }) => hex64(log(floatOf(x))),
  cos: ({ x }) => hex64(cos(floatOf(x))),
  sin: ({ x }) => hex64(sin(floatOf(x))),
  power: ({ x, n }) => hex64(power(floatOf(x), n)),
  expm1: inBoth(own.expMinusOne32, own.expMinusOne),
  logistic: inBoth(own.logistic32, own.logistic),
  tanh: inBoth(own.tanh32, own.tanh),
  erf: inBoth(own.erf32, own.erf),
  normalQuantile: ({ p }) => hex64(normalQuantile(floatOf(p))),
});

Deno.test("the tables of section 3 give each constant the bits of its decimal", async () => {
  const text = await Deno.readTextFile(`${CONTRACTS}/3-elementary-functions.md`);
  const rows = [
    ...text.matchAll(/^\| \S+ +\| (-?[\d.e-]+)(?:\/(\d+))? +\| ([0-9a-f]{8,16}) +\|$/gm),
  ];
  assert(rows.length > 100, `${rows.length} rows of constants`);
  for (const [row, decimal, divisor, bits] of rows) {
    const value = Number(decimal) / Number(divisor ?? 1);
    assertEquals(bits!.length === 8 ? hex32(value) : hex64(value), bits, row);
  }
});

Deno.test("the coefficients of section 3 are those of the normal quantile's source", async () => {
  const text = await Deno.readTextFile(`${CONTRACTS}/3-elementary-functions.md`);
  const source = await Deno.readTextFile(`${CONTRACTS}/../../packages/random/normal.ts`);
  const wanted = [...text.matchAll(/^\| [nd][₀-₇] +\| (\S+)/gm)].map(([, decimal]) => decimal!);
  assertEquals(wanted.length, 48);
  assertEquals(wanted.filter((decimal) => !source.includes(decimal)), []);
});
