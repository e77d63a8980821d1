/**
 * Parquet files as strangers have them: a file becomes a CSV file with as many rows as it says, or is
 * refused with a clear error, or ends the process that reads it, as the sandbox would; nearly all of
 * them do one of the first two.
 */
import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/csv";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { fuzz, SOURCE } from "./fuzzing.ts";
import { damagedBytes } from "./mutations.ts";
import { Converter } from "./parquet_process.ts";

/** Small files of all types of cells, packed and not. */
const RIGHT = (["SNAPPY", "UNCOMPRESSED"] as const).map((codec) =>
  new Uint8Array(parquetWriteBuffer({
    codec,
    columnData: [
      { name: "size", data: [1.5, null, -2, 0.1, 4, 4], type: "DOUBLE" },
      { name: "count", data: [1n, 2n, 3n, 4n, 2n ** 60n, 5n], type: "INT64" },
      { name: "small", data: [1, 1, 1, 2, 2, 2], type: "INT32" },
      { name: "word", data: ["a", "b", "a", null, "a", "b,c"], type: "STRING" },
      { name: "is", data: [true, false, null, true, true, true], type: "BOOLEAN" },
      { name: "when", data: Array(6).fill(new Date(0)), type: "TIMESTAMP" },
    ],
  }))
);

/** A case that ends its process costs the start of another. */
const FEW = 60;

const converter = new Converter(SOURCE);
let files = 0;

async function judge(bytes: Uint8Array): Promise<void> {
  files++;
  const found = await converter.convert(bytes);
  if (found === undefined) return;
  if ("error" in found) {
    const { error, message } = found;
    const isClear = error === "SyntaxError" && message.includes(SOURCE) && message.length < 20_000;
    assert(isClear, `is no clear error: ${error}: ${message.slice(0, 500)}`);
    return;
  }
  const rows = parse(found.csv);
  assertEquals(rows.length, found.rows + 1);
  for (const row of rows) assertEquals(row.length, found.columns);
}

fuzz(
  "csvOfParquet converts a changed file, or refuses it by name",
  damagedBytes(RIGHT),
  judge,
  FEW,
);

fuzz("csvOfParquet refuses any bytes by name", fc.uint8Array({ maxLength: 400 }), judge, FEW);

Deno.test("csvOfParquet is ended by few files", async () => {
  await converter.stop();
  assert(converter.ended <= files / 20, `${converter.ended} of ${files} files ended their process`);
});
