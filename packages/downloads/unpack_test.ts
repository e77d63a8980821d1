import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { createTarPacker } from "modern-tar";
import { unpack } from "./unpack.ts";

/** An archive with one file of zeros, packed to a thousandth. */
async function writeBomb(path: string, name: string, mebibytes: number): Promise<void> {
  const { readable, controller } = createTarPacker();
  const body = controller.add({ name, size: mebibytes * 2 ** 20, type: "file" });
  const zeros = new Uint8Array(2 ** 20);
  const packing = ReadableStream.from(Array.from({ length: mebibytes }, () => zeros)).pipeTo(body)
    .then(() => controller.finalize());
  await Deno.writeFile(path, readable.pipeThrough(new CompressionStream("gzip")));
  await packing;
}

Deno.test("unpack stops at an archive that unpacks to too much, wanted or passed over", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const archive = join(folder, "bomb.tar.gz");
    await writeBomb(archive, "data/other", 520);
    await assertRejects(
      () => unpack(archive, join(folder, "data"), ["wanted"]),
      Error,
      `Cannot unpack ${archive}: it unpacks to more than ${2 ** 29} bytes`,
    );
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["bomb.tar.gz"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
