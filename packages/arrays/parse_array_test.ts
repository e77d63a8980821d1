/** Arrays in files: what NumPy wrote is read, and each refusal. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { parseArray } from "./parse_array.ts";
import { gzip, npy, zip } from "./testdata/files.ts";
import { transpose } from "./transpose.ts";

Deno.test("parseArray reads the first axis as the fastest where the header says so", async () => {
  const bytes = npy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }", [
    ...[0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 255, 250],
  ]);
  assertEquals(await parseArray(bytes, "x.npy"), {
    shape: [2, 3],
    type: "int16",
    values: Int16Array.of(1, 2, 3, 4, 5, -6),
  });
});

Deno.test("parseArray reads members of a header in any order, and no axes at all", async () => {
  const bytes = npy("{'shape': (), 'fortran_order': False, 'descr': '|b1'}", [1]);
  const { shape, type } = await parseArray(bytes, "x.npy");
  assertEquals([shape, type], [[], "bool"]);
});

Deno.test("parseArray reads stored and deflated members of a ZIP file, and comments behind it", async () => {
  const one = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", [7, 9]);
  for (const method of [0, 8] as const) {
    const bytes = await zip({ "a.npy": one, "notes.txt": Uint8Array.of(1) }, method);
    assertEquals((await parseArray(bytes, "a.npz")).values, Uint8Array.of(7, 9));
    assertEquals((await parseArray(bytes, "a.npz", "a")).shape, [2]);
  }
});

Deno.test("transpose moves every axis of four", () => {
  const values = Uint8Array.from({ length: 24 }, (_, i) => i);
  const moved = transpose({ shape: [1, 2, 3, 4], type: "uint8", values }, [0, 3, 1, 2]);
  assertEquals(moved.shape, [1, 4, 2, 3]);
  assertEquals([...moved.values.slice(0, 7)], [0, 4, 8, 12, 16, 20, 1]);
});

const HEADER = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
const OBJECTS = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }";
const RECORDS = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }";
const HUGE = "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }";
const WORDS = "{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }";
const TRUTH = "{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }";
const encode = (text: string) => new TextEncoder().encode(text);
const zipped = await zip({ "a.npy": npy(HEADER, [0, 0, 0, 0]), "b.npy": npy(HEADER, [0]) }, 0);

const REFUSED: readonly [what: string, bytes: Uint8Array, message: string, name?: string][] = [
  ["nothing", new Uint8Array(), "it is empty"],
  ["a table", encode("a,b\n1,2\n"), "begins with the bytes 61 2c 62 0a; wanted a NumPy file"],
  ["an array cut off", npy(HEADER, [1, 2]), "4 bytes; 2 follow"],
  ["more than announced", npy(HEADER, [1, 2, 3, 4, 5]), "4 bytes; 5 follow"],
  ["a header cut off", npy(HEADER, []).subarray(0, 30), "ends at offset 30, within its header"],
  ["another version", npy(HEADER, []).with(6, 9), "has version 9 of the format"],
  ["another header", npy("[]", []), "its header is damaged"],
  ["objects of Python", npy(OBJECTS, [1]), "save numbers by .astype(float), words by .astype(str)"],
  ["records", npy(RECORDS, [1]), "its elements are records"],
  ["more elements than there are numbers", npy(HUGE, [1]), "1 follow"],
  ["a word that is none", npy(WORDS, [0, 0xd8, 0, 0]), "has the code 55296"],
  ["a truth value that is none", npy(TRUTH, [2]), "neither 0 nor 1"],
  ["a damaged gzip file", (await gzip(npy(HEADER, []))).subarray(0, 20), "is damaged or cut off"],
  ["an IDX file of no type", Uint8Array.of(0, 0, 7, 1), "the word at offset 0 is 0x00000701"],
  ["an IDX header cut off", Uint8Array.of(0, 0, 8, 2, 0), "wanted a header of 12 bytes"],
  ["an IDX file cut off", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 5), "which end at 10"],
  ["one of several arrays", zipped, 'it holds "a", "b"; say which, as in "it#a"'],
  ["an array that is not there", zipped, 'Cannot read array "c" of it: it holds "a", "b"', "c"],
  ["an array of a file that is none", npy(HEADER, []), 'leave out "#a"', "a"],
  ["a ZIP file cut off", zipped.subarray(0, 90), "it has no directory at its end"],
  ["a damaged member", zipped.with(38, 99), '"a.npy" in it is damaged', "a"],
];

for (const [what, bytes, message, name] of REFUSED) {
  Deno.test(`parseArray refuses ${what}`, async () => {
    const error = await assertRejects(() => parseArray(bytes, "it", name), SyntaxError, message);
    assert(error.message.includes("it"), error.message);
  });
}

Deno.test("parseArray refuses members that are encrypted or packed in another way", async () => {
  const directory = zipped.length - 22 - 2 * (46 + "a.npy".length);
  for (const [at, message] of [[8, "is encrypted"], [10, "is packed by method 1"]] as const) {
    const changed = zipped.with(directory + at, 1);
    await assertRejects(() => parseArray(changed, "it", "a"), SyntaxError, message);
  }
});

Deno.test("parseArray stops if a member unpacks to more than it says", async () => {
  const member = npy(
    "{'descr': '|u1', 'fortran_order': False, 'shape': (9,), }",
    new Array(9).fill(0),
  );
  const bytes = await zip({ "a.npy": member }, 8);
  const directory = bytes.length - 22 - 46 - "a.npy".length;
  const changed = bytes.with(directory + 24, member.length - 1);
  await assertRejects(() => parseArray(changed, "it"), SyntaxError, "is damaged");
});
