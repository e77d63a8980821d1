import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { inFolder, namesIn } from "@samebit/store/testing";
import { convertParquet } from "./convert_parquet.ts";

const TERMINAL = { print: () => {} } as unknown as Parameters<typeof convertParquet>[1];

/** A small file whose reader believes any length that stands in it. */
const SMALL = new Uint8Array(parquetWriteBuffer({
  codec: "UNCOMPRESSED",
  columnData: [
    { name: "small", data: [1, 1, 1, 2, 2, 2], type: "INT32" },
    { name: "word", data: ["a", "b", "a", null, "a", "b"], type: "STRING" },
  ],
}));

/** Where the length of a run of equal values stands in it. */
const LENGTH = 33;

Deno.test("convertParquet ends a reader that goes on for ever, and leaves nothing behind", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "forged.parquet");
    await Deno.writeFile(path, SMALL.with(LENGTH, 254));
    const patience = { workSeconds: 0.3, waitSeconds: 120 };
    const error = await assertRejects(() => convertParquet(path, TERMINAL, patience), BadInput);
    assertEquals(
      error.message,
      `${path}: did not end within 0.3 s of processor time; it may be damaged; write it anew, or ` +
        "convert it with the program that it comes from",
    );
    assertEquals(await namesIn(folder), ["forged.parquet"]);
  });
});

Deno.test("convertParquet names a file that is not there, is no file or is not sound", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.parquet");
    const refusal = () => assertRejects(() => convertParquet(path, TERMINAL), BadInput);
    assertEquals((await refusal()).message, `${path}: there is no such file`);
    await Deno.writeFile(path, SMALL.subarray(0, 100));
    assertStringIncludes((await refusal()).message, "it is not a sound Parquet file: ");
    assertEquals(await namesIn(folder), ["a.parquet"]);
  });
});
