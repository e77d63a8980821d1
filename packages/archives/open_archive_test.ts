/** Archives opened as a stranger's: every changed byte is found, and what it belongs to is named. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { BadInput } from "@samebit/input";
import { parseArchive } from "./open_archive.ts";
import { archiveOf, sampleFiles, sealAgain } from "./testing_archives.ts";
import { WHOLE_END_BYTES } from "./zip/zip_headers.ts";
import { writeZip } from "./zip/write_zip.ts";

const files = await sampleFiles();
const right = archiveOf(files);
const encode = (text: string) => new TextEncoder().encode(text);

function refuse(bytes: Uint8Array<ArrayBuffer>, message: string): Promise<unknown> {
  return assertRejects(() => parseArchive(bytes, "x.zip"), BadInput, message);
}

Deno.test("parseArchive gives every file as it was written", async () => {
  const archive = await parseArchive(right, "x.zip");
  assertEquals(archive.slug, "small");
  for (const [name, bytes] of files) assertEquals(archive.files.get(name), new Uint8Array(bytes));
  assertEquals([...archive.files.keys()].sort(), [...files.keys(), "SHA256SUMS"].sort());
});

Deno.test("parseArchive finds each byte of an archive that is changed, and names what it belongs to", async () => {
  for (let at = 0; at < right.length; at++) {
    const changed = right.slice();
    changed[at]! ^= 1 << (at % 8);
    await refuse(changed, "x.zip");
  }
});

Deno.test("parseArchive names the file whose bytes are changed, also under a digest that fits", async () => {
  for (const name of files.keys()) {
    const header = encode(name);
    const start = right.findIndex((_, i) => header.every((byte, j) => byte === right[i + j]));
    const changed = right.slice();
    changed[start + header.length + 4]! ^= 0x10;
    await refuse(changed, name);
    await refuse(sealAgain(changed, WHOLE_END_BYTES), name);
  }
});

Deno.test("parseArchive names what the list of digests does not have as it is", async () => {
  const list = right.slice();
  const other = new Map(files).set("source.tar", encode("other"));
  const listed = (await parseArchive(list, "x.zip")).files.get("SHA256SUMS")!;
  await refuse(
    writeZip(new Map([...other, ["SHA256SUMS", listed]])),
    "source.tar does not have the digest",
  );
  await refuse(
    writeZip(new Map([...files, ["SHA256SUMS", listed], ["more.md", encode("")]])),
    "more.md is not in",
  );
  const fewer = new Map([...files].filter(([name]) => name !== "source.tar"));
  await refuse(writeZip(new Map([...fewer, ["SHA256SUMS", listed]])), "source.tar is missing");
  await refuse(writeZip(files), "SHA256SUMS is missing");
});

Deno.test("parseArchive refuses a source that is not the one that the metadata name", async () => {
  const metadata = encode('{"identifier":"swh:1:dir:' + "0".repeat(40) + '"}');
  await refuse(archiveOf(new Map(files).set("ro-crate-metadata.json", metadata)), "source.tar: is");
});

Deno.test("an archive has the same bytes in whatever order its files come", () => {
  assertEquals(archiveOf(new Map([...files].toReversed())), right);
  assert(right.length < 2500, `${right.length} bytes`);
});
