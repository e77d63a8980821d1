/**
 * The readers of arrays: safetensors files and checkpoints.
 */
import { formatSafetensors, parseSafetensors, type StoredArrays } from "@samebit/runlog";
import { sameBytes } from "@samebit/store";
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  formatCheckpoint,
  parseCheckpoint,
  type SavedCheckpoint,
} from "../../packages/store/resume/checkpoint_file.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { anyJson, damagedBytes, damagedJson, damagedText } from "./mutations.ts";

const values = fc.oneof(
  fc.float32Array({ maxLength: 12 }),
  fc.float64Array({ maxLength: 12 }),
  fc.uint8Array({ maxLength: 12 }),
  fc.uint32Array({ maxLength: 12 }),
);

const stored: fc.Arbitrary<StoredArrays> = fc.record({
  arrays: fc.uniqueArray(fc.record({ name: fc.string({ unit: "binary" }), values }), {
    selector: ({ name }) => name,
    maxLength: 5,
  }).map((arrays) =>
    arrays.filter(({ name }) => name !== "__metadata__")
      .map(({ name, values }) => ({ name, shape: [values.length], values }))
  ),
  metadata: fc.dictionary(fc.string(), fc.string({ unit: "binary" }), { maxKeys: 3 })
    .map((metadata) => ({ ...metadata })),
});

fuzz("parseSafetensors gives back all arrays that were written", stored, (all) => {
  const back = parseSafetensors(formatSafetensors(all), SOURCE);
  const byName = ({ arrays }: StoredArrays) => arrays.toSorted((a, b) => a.name < b.name ? -1 : 1);
  assertEquals(byName(back), byName(all));
  assertEquals(back.metadata, all.metadata);
  // Arrays without numbers all lie at one place; the others keep their order.
  const names = ({ arrays }: StoredArrays) =>
    arrays.filter(({ values }) => values.length > 0).map(({ name }) => name);
  assertEquals(names(back), names(all));
});

const HEADER = {
  __metadata__: { step: "3" },
  W1: { dtype: "F32", shape: [2, 3], data_offsets: [0, 24] },
  b1: { dtype: "U8", shape: [], data_offsets: [24, 25] },
  none: { dtype: "F64", shape: [0, 7], data_offsets: [25, 25] },
};

/** A file with this header before 25 bytes of numbers. */
function fileOf(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + 25).fill(63);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** What is accepted holds no number that is not in the file, and reads back. */
async function judge(bytes: Uint8Array): Promise<void> {
  const all = await readOrRefuse(() => parseSafetensors(bytes, SOURCE));
  if (all === undefined) return;
  const size = all.arrays.reduce((sum, { values }) => sum + values.byteLength, 0);
  assert(size <= bytes.length);
  assertEquals(parseSafetensors(formatSafetensors(all), SOURCE), all);
}

fuzz(
  "parseSafetensors refuses changed bytes with a clear error, or reads what they say",
  fc.oneof(damagedBytes([fileOf(JSON.stringify(HEADER))]), fc.uint8Array({ maxLength: 64 })),
  judge,
);

fuzz(
  "parseSafetensors refuses a changed header with a clear error, or reads what it says",
  fc.oneof(
    damagedJson([HEADER]).map((header) => JSON.stringify(header)),
    damagedText([JSON.stringify(HEADER)]),
    anyJson.map((header) => JSON.stringify(header)),
  ),
  (header) => judge(fileOf(header)),
);

const saved: fc.Arbitrary<SavedCheckpoint> = fc.record({
  identity: fc.string(),
  checkpoint: fc.record({
    progress: fc.record({ step: fc.nat(), evaluations: fc.nat(), stale: fc.nat() }),
    arrays: fc.dictionary(fc.string({ minLength: 1 }), fc.float32Array({ maxLength: 9 }), {
      maxKeys: 4,
    }).map((arrays) => ({ ...arrays })),
  }),
  logs: fc.record({
    steps: fc.record({ bytes: fc.nat(), digest: fc.string() }),
    epochs: fc.record({ bytes: fc.nat(), digest: fc.string() }),
  }),
}) as unknown as fc.Arbitrary<SavedCheckpoint>;

fuzz("parseCheckpoint gives back all that was written", saved, (checkpoint) => {
  assertEquals(parseCheckpoint(formatCheckpoint(checkpoint), SOURCE), checkpoint);
});

fuzz(
  "parseCheckpoint refuses whatever is not byte for byte what was written",
  saved.chain((checkpoint) => {
    const right = formatCheckpoint(checkpoint);
    return fc.oneof(damagedBytes([right]), fc.uint8Array()).map((bytes) => ({ right, bytes }));
  }),
  async ({ right, bytes }) => {
    if (sameBytes(bytes, right)) return;
    assertEquals(await readOrRefuse(() => parseCheckpoint(bytes, SOURCE)), undefined);
    assertThrows(() => parseCheckpoint(bytes, SOURCE), SyntaxError, SOURCE);
  },
);
