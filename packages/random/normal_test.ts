import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { bitsOf32, bitsOf64 } from "@samebit/arithmetic";
import { fillNormal, normalQuantile } from "./normal.ts";
import { createStream, drawWords } from "./stream.ts";

const stream = createStream(1, "test");

Deno.test("fillNormal gives these bits, on every machine", () => {
  const wide = new Float64Array(4);
  fillNormal(stream, 0, wide);
  assertEquals([...wide].map((z) => bitsOf64(z).toString(16)), [
    "3fe3a80127783e78",
    "bfedc3abe41a4d76",
    "bff7fcba6e1d3c4c",
    "bff7ba77dffe3a4f",
  ]);
  const narrow = new Float32Array(4);
  fillNormal(stream, 0, narrow);
  assertEquals([...narrow].map((z) => bitsOf32(z).toString(16)), [
    "3f1d4009",
    "bf6e1d5f",
    "bfbfe5d3",
    "bfbdd3bf",
  ]);
});

Deno.test("fillNormal takes the stated bits of the stated words", () => {
  const words = drawWords(stream, 3, 20);
  const out = new Float64Array(10);
  fillNormal(stream, 3, out);
  for (let i = 0; i < 10; i++) {
    const pair = (BigInt(words[2 * i]!) << 32n) | BigInt(words[2 * i + 1]!);
    assertEquals(out[i], normalQuantile((Number(pair >> 12n) + 0.5) / 2 ** 52));
  }
});

Deno.test("fillNormal has the moments of the standard normal distribution", () => {
  const n = 200_000;
  const out = new Float64Array(n);
  fillNormal(stream, 1, out);
  const moment = (k: number) => out.reduce((sum, z) => sum + z ** k, 0) / n;
  // Five standard errors each: the variances of z, z^2, z^3, z^4 are 1, 2, 15, 96.
  const bound = (variance: number) => 5 * Math.sqrt(variance / n);
  assertAlmostEquals(moment(1), 0, bound(1));
  assertAlmostEquals(moment(2), 1, bound(2));
  assertAlmostEquals(moment(3), 0, bound(15));
  assertAlmostEquals(moment(4), 3, bound(96));
});

Deno.test("fillNormal puts a tenth between neighbouring tenths of the distribution: chi-square", () => {
  const out = new Float32Array(100_000);
  fillNormal(stream, 2, out);
  // From printed tables, not from normalQuantile.
  const limits = [0, 0.2533471, 0.5244005, 0.8416212, 1.2815516];
  const counts = new Array<number>(10).fill(0);
  for (const z of out) {
    const tenth = limits.filter((limit) => Math.abs(z) > limit).length - 1;
    counts[z < 0 ? 4 - tenth : 5 + tenth]!++;
  }
  const statistic = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  // The 0.1 % critical value of chi-square with 9 degrees of freedom.
  assert(statistic < 27.88, `chi-square ${statistic}`);
});

Deno.test("normalQuantile agrees with 50-digit figures to 7e-16 in all three ranges", () => {
  const known: [number, number][] = [
    [1e-300, -37.0470962993612],
    [1e-16, -8.222082216130435],
    [1e-9, -5.9978070150076865],
    [0.001, -3.0902323061678136],
    [0.05, -1.6448536269514726],
    [0.0801, -1.4043992301921218],
    [0.25, -0.6744897501960817],
    [0.4999, -0.00025066283008800747],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446006],
    [0.975, 1.9599639845400538],
    [0.9999, 3.7190164854557084],
  ];
  for (const [p, z] of known) {
    const error = Math.abs(normalQuantile(p) - z) / Math.abs(z);
    assert(error < 7e-16, `normalQuantile(${p}) is off by ${error}`);
  }
});

Deno.test("normalQuantile is odd about one half", () => {
  for (let k = 1; k < 512; k++) {
    assertEquals(normalQuantile(k / 1024), -normalQuantile(1 - k / 1024));
  }
});

Deno.test("normalQuantile increases, across the boundaries of its ranges too", () => {
  for (const seam of [0.075, 0.925, 1.3887943864964021e-11, 0.5]) {
    let last = -Infinity;
    for (let i = -100; i <= 100; i++) {
      const z = normalQuantile(seam * (1 + i * 1e-13));
      assert(z >= last, `at ${seam} and step ${i}`);
      last = z;
    }
  }
});

Deno.test("normalQuantile is defined at the ends, and for NaN", () => {
  assertEquals(normalQuantile(0), -Infinity);
  assertEquals(normalQuantile(1), Infinity);
  assertEquals(normalQuantile(0.5), 0);
  assertEquals(normalQuantile(NaN), NaN);
  assertThrows(() => normalQuantile(-1e-9), RangeError, "normal quantile of -1e-9");
  assertThrows(() => normalQuantile(1.5), RangeError, "from 0 to 1");
});
