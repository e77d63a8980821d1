/**
 * The readers of arrays in files: `.npy`, `.npz`, IDX.
 */
import { parseArray, type StoredArray } from "@samebit/arrays";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { gzip, npy, zip } from "../../packages/arrays/testdata/files.ts";
import { joinIdx } from "../../packages/datasets/testdata/files.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { damagedBytes, damagedText } from "./mutations.ts";

const header = (descr: string, shape: string, isFortran = "False") =>
  `{'descr': '${descr}', 'fortran_order': ${isFortran}, 'shape': ${shape}, }`;
const HEADERS = [
  header("<f4", "(2, 3)"),
  header(">i8", "(3,)", "True"),
  header("|b1", "(4, 3, 2)", "True"),
  header("<U3", "(2,)"),
  header("|u1", "()"),
];
const BYTES = Array.from({ length: 24 }, (_, i) => i % 2);
const IDX = joinIdx([0x802, 3, 2], Uint8Array.of(1, 2, 3, 4, 5, 6));
const NPY = HEADERS.map((header) => npy(header, BYTES));

/** What is accepted has as many elements as its axes say, and no more than the bytes can hold. */
function judge(array: StoredArray | undefined, most: number): void {
  if (array === undefined) return;
  const count = array.shape.reduce((product, axis) => product * axis, 1);
  assertEquals(array.values.length, count);
  assert(count <= most, `${count} elements`);
}

fuzz(
  "parseArray refuses a changed file with a clear error, or reads what it says",
  fc.oneof(damagedBytes([...NPY, IDX]), fc.uint8Array({ maxLength: 64 })),
  async (bytes) => judge(await readOrRefuse(() => parseArray(bytes, SOURCE)), bytes.length),
);

fuzz(
  "parseArray refuses a changed header with a clear error, or reads what it says",
  damagedText(HEADERS),
  async (text) => {
    const bytes = npy(text, BYTES);
    judge(await readOrRefuse(() => parseArray(bytes, SOURCE)), bytes.length);
  },
);

const MEMBERS = { "x.npy": NPY[0]!, "y.npy": NPY[3]! };
const ZIPPED = [await zip(MEMBERS, 0), await zip(MEMBERS, 8)];
const X = await parseArray(NPY[0]!, SOURCE);

fuzz(
  "parseArray refuses a damaged archive with a clear error, or reads the array that was packed",
  fc.oneof(damagedBytes(ZIPPED), fc.uint8Array({ maxLength: 64 })),
  async (bytes) => {
    const array = await readOrRefuse(() => parseArray(bytes, SOURCE, "x"));
    // The archive's own checksum: what comes out is what went in.
    if (array !== undefined) assertEquals(array, X);
  },
);

const PACKED = await gzip(IDX);

fuzz(
  "parseArray refuses a damaged packed file with a clear error, or reads what was packed",
  damagedBytes([PACKED]),
  async (bytes) => {
    const array = await readOrRefuse(() => parseArray(bytes, SOURCE));
    if (array !== undefined) assertEquals(array.values, IDX.subarray(12));
  },
);
