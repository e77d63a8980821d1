import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { gzipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { csvOfParquet, type TableSize } from "./mod.ts";

type Column = Parameters<typeof parquetWriteBuffer>[0]["columnData"][number];

function parquetOf(...columnData: Column[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({ columnData, compressors: { GZIP: (bytes) => gzipSync(bytes) } }),
  );
}

/** The whole conversion of a file in memory. */
async function convert(bytes: Uint8Array): Promise<TableSize & { readonly csv: string }> {
  const source = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => bytes.slice(start, end).buffer as ArrayBuffer,
  };
  const pieces = csvOfParquet(source, "x.parquet");
  let csv = "";
  let next = await pieces.next();
  for (; !next.done; next = await pieces.next()) csv += next.value;
  return { csv, ...next.value };
}

Deno.test("a Parquet file becomes the CSV file of the same cells", async () => {
  const bytes = parquetOf(
    { name: "size", data: [0.1, -0, null, NaN], type: "DOUBLE" },
    { name: "small", data: [0.1, 1e-30, 3, 2 ** 24], type: "FLOAT" },
    { name: "count", data: [1n, 2n ** 62n, -3n, 0n], type: "INT64" },
    { name: "word, with comma", data: ["a", 'b"c', "", "two\nlines"], type: "STRING" },
    { name: "is it", data: [true, false, true, null], type: "BOOLEAN" },
    { name: "when", data: Array(4).fill(new Date(90_061_001)), type: "TIMESTAMP" },
  );
  const { csv, rows, columns } = await convert(bytes);
  assertEquals([rows, columns], [4, 6]);
  const when = "1970-01-02T01:01:01.001Z";
  assertEquals(csv.split("\r\n"), [
    'size,small,count,"word, with comma",is it,when',
    `0.1,0.10000000149011612,1,a,true,${when}`,
    `0,1.0000000031710769e-30,4611686018427387904,"b""c",false,${when}`,
    `,3,-3,,true,${when}`,
    `,16777216,0,"two\nlines",,${when}`,
    "",
  ]);
});

Deno.test("a table of many pieces comes in order, also if it was packed by gzip", async () => {
  const data = Array.from({ length: 70_000 }, (_, at) => at);
  for (const codec of ["SNAPPY", "GZIP"] as const) {
    const bytes = parquetOf({ name: "at", data, type: "INT32", codec });
    const { csv } = await convert(bytes);
    assertEquals(csv, ["at", ...data, ""].join("\r\n"));
  }
});

Deno.test("what has no place in a table of numbers and words is refused by column", async () => {
  const refused: readonly [bytes: Uint8Array, says: string][] = [
    [parquetOf({ name: "tags", data: [{ a: 1 }], type: "JSON" }), 'row 1, column "tags"'],
    [parquetOf({ name: "none", data: [], type: "INT32" }), "it has no rows of data"],
    [new TextEncoder().encode("PAR1, but no more than text"), "it is not a sound Parquet file"],
  ];
  for (const [bytes, says] of refused) {
    const error = await assertRejects(() => convert(bytes), SyntaxError);
    assertStringIncludes(error.message, "Cannot read x.parquet");
    assertStringIncludes(error.message, says);
  }
});
