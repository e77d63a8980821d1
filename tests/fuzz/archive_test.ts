/**
 * The reader of archives: changes are refused, whether or not their author gave the archive the
 * digest that it has now.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseSums, SUMS, writeZip } from "@samebit/archives";
import { sameBytes } from "@samebit/store";
import { parseArchive } from "../../packages/archives/open_archive.ts";
import { archiveOf, sampleFiles, sealAgain } from "../../packages/archives/testing_archives.ts";
import { WHOLE_END_BYTES } from "../../packages/archives/zip/zip_headers.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { damagedBytes, damagedText } from "./mutations.ts";

const right = archiveOf(await sampleFiles());
const LIST = (await parseArchive(right, SOURCE)).files.get(SUMS)!;

/** What is accepted is what was published: every file has the digest that the list has of it. */
async function judge(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const archive = await readOrRefuse(() => parseArchive(bytes, SOURCE));
  if (archive === undefined) return;
  const total = [...archive.files.values()].reduce((sum, { length }) => sum + length, 0);
  assert(total < 2000 * bytes.length, `${total} bytes of ${bytes.length}`);
  for (const name of archive.files.keys()) assert(!/\.\.|^\/|\\|\p{Cc}/u.test(name), name);
  assertEquals(writeZip(archive.files), bytes);
}

fuzz(
  "parseArchive refuses an archive with changed bytes",
  damagedBytes([right]),
  async (bytes) => {
    const archive = await readOrRefuse(() => parseArchive(new Uint8Array(bytes), SOURCE));
    assertEquals(archive !== undefined, sameBytes(bytes, right));
  },
);

fuzz(
  "parseArchive refuses an archive with changed bytes under a digest that fits, or it is in the one form",
  damagedBytes([right]),
  (bytes) => {
    const changed = new Uint8Array(bytes);
    const isLong = changed.length > WHOLE_END_BYTES;
    return judge(isLong ? sealAgain(changed, WHOLE_END_BYTES) : changed);
  },
);

fuzz(
  "parseSums refuses a changed list with a clear error, or takes it as it is",
  damagedText([new TextDecoder().decode(LIST)]),
  async (text) => {
    const sums = await readOrRefuse(() => parseSums(text, SOURCE));
    for (const name of sums?.keys() ?? []) assert(!/\.\.|^\/|\\|\p{Cc}/u.test(name), name);
  },
);

fuzz("parseArchive refuses any bytes", fc.uint8Array({ maxLength: 400 }), async (bytes) => {
  assertEquals(await readOrRefuse(() => parseArchive(new Uint8Array(bytes), SOURCE)), undefined);
});
