/** The form of an archive: what other programs make of it, and what is refused. */
import { assertEquals, assertThrows } from "@std/assert";
import { unzipSync } from "fflate";
import { BadInput } from "@samebit/input";
import { faultOfName, faultOfNames } from "./names.ts";
import { readZip } from "./read_zip.ts";
import { writeZip } from "./write_zip.ts";
import { concatenate, directoryEntry, endOfArchive, localHeader } from "./zip_headers.ts";

const files = new Map([
  ["a/empty.txt", new Uint8Array(0)],
  ["b.bin", Uint8Array.from({ length: 5000 }, (_, i) => i * i)],
]);

Deno.test("writeZip writes what another reader of ZIP files reads", () => {
  assertEquals(unzipSync(writeZip(files)), Object.fromEntries(files));
});

Deno.test("readZip reads what writeZip wrote, and says which digest its end has", () => {
  const { entries, digest } = readZip(writeZip(files), "x.zip");
  assertEquals(new Map([...entries].map(([name, entry]) => [name, entry.read()])), files);
  assertEquals(digest.told, digest.found);
});

/** An archive of one entry, in the right form, that claims whatever it likes. */
function claiming(
  name: string,
  { packed, size, crc = 0 }: { packed: Uint8Array; size: number; crc?: number },
): Uint8Array<ArrayBuffer> {
  const header = { name, crc, packed: packed.length, size, offset: 0 };
  const [local, entry] = [localHeader(header), directoryEntry(header)];
  const directory = local.length + packed.length;
  const end = { files: 1, directory, directoryBytes: entry.length, digest: "0".repeat(64) };
  return concatenate([local, packed, entry, endOfArchive(end)]);
}

Deno.test("readZip refuses names that lead elsewhere, before anything is unpacked", () => {
  for (
    const name of ["../x", "/x", "a/../x", "a//x", "C:x", "a\\x", "a\0x", "nul.txt", "x.", "", "-x"]
  ) {
    const bytes = claiming(name, { packed: Uint8Array.of(3, 0), size: 0 });
    assertThrows(() => readZip(bytes, "x.zip"), BadInput, "x.zip", name);
  }
});

Deno.test("readZip refuses sizes that no file of so few bytes can have, and unpacks no more than is said", () => {
  const bomb = claiming("x", { packed: new Uint8Array(100), size: 1e6 });
  assertThrows(() => readZip(bomb, "x.zip"), BadInput, "more than 100 can hold");
  const packed =
    readZip(writeZip(new Map([["x", new Uint8Array(100_000)]])), "y").entries.get("x")!.packed;
  const more = readZip(claiming("x", { packed, size: 10 }), "x.zip").entries.get("x")!;
  assertThrows(() => more.read(), BadInput, "x.zip: x: is damaged");
});

Deno.test("faultOfName takes the names of runs and data, and faultOfNames finds what collides", () => {
  for (
    const name of [
      "runs/batch scale-0.1-seed1-0a1b2c3d/run.json",
      "data/a_b.csv",
      "runs/-0.5-seed1/x",
    ]
  ) {
    assertEquals(faultOfName(name), undefined, name);
  }
  assertEquals(faultOfName("data/é.csv")?.startsWith("has a character"), true);
  assertEquals(faultOfNames(["a", "b/c"]), undefined);
  assertEquals(faultOfNames(["a", "A"]), "A is listed twice, apart from upper and lower case");
  assertEquals(faultOfNames(["a", "a/b"]), "a is both a file and a folder");
});
