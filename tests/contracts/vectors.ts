/**
 * The test vectors of the contract (`docs/contracts/vectors/`) and how they hold the code to it: what
 * the code gives for every case must be what the vector wants, to the last bit. How bits are written
 * is said in `docs/contracts/README.md`.
 */
import { bitsOf32, bitsOf64 } from "@samebit/arithmetic";
import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";

/** A case of a vectors file: arguments by name, and `want`. */
// deno-lint-ignore no-explicit-any -- what a case holds is said in its section, and tested by use.
export type Case = any;

/** What the code gives for the cases of each member of a vectors file. */
export type Computed = Readonly<Record<string, (given: Case) => unknown>>;

/** The folder of the sections. */
export const CONTRACTS = fileURLToPath(new URL("../../docs/contracts", import.meta.url));

/** Registers a test for each member of the vectors of a section, such as `2-notation`. */
export function checkVectors(section: string, computed: Computed): void {
  const path = `${CONTRACTS}/vectors/${section}.json`;
  const { about, ...members } = JSON.parse(Deno.readTextFileSync(path));
  Deno.test(`the vectors of ${section} have members that are checked, and no others`, () => {
    assertEquals(typeof about, "string");
    assertEquals(Object.keys(members).toSorted(), Object.keys(computed).toSorted());
  });
  for (const [member, compute] of Object.entries(computed)) {
    Deno.test(`the code gives the vectors ${member} of ${section}`, async () => {
      const cases: Case[] = members[member] ?? [];
      assert(cases.length > 0, `${path} has no cases of ${member}`);
      for (const [i, each] of cases.entries()) {
        assertEquals(await compute(each), each.want, `${member}, case ${i}`);
      }
    });
  }
}

/** The float of a string of 8 hexadecimal digits (float32) or 16 (float64). */
export function floatOf(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  if (hex.length === 16) {
    view.setBigUint64(0, BigInt(`0x${hex}`));
    return view.getFloat64(0);
  }
  view.setUint32(0, parseInt(hex, 16));
  return view.getFloat32(0);
}

/** The bits of a float32. */
export function hex32(x: number): string {
  return wordHex(bitsOf32(x));
}

/** The bits of a float64. */
export function hex64(x: number): string {
  return bitsOf64(x).toString(16).padStart(16, "0");
}

/** A word in 8 hexadecimal digits. */
export function wordHex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

/** The array of floats, all of one format, that strings of hexadecimal digits represent. */
export function floatsOf(hex: readonly string[]): Float32Array | Float64Array {
  const numbers = hex.map(floatOf);
  return hex[0]?.length === 16 ? Float64Array.from(numbers) : Float32Array.from(numbers);
}

/** The bits of all numbers of an array, in its own format. */
export function hexOf(numbers: Float32Array | Float64Array): string[] {
  return Array.from(numbers, numbers instanceof Float32Array ? hex32 : hex64);
}
