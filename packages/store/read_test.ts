import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { faultOfDigest, parseDigests, requireDigest } from "./digests.ts";
import { sha256Of } from "./sha256/mod.ts";
import { limitOf, LIMITS } from "./limits.ts";
import { checkFolder, foldersIn, placesIn, readBytes, readFrom, readText } from "./read.ts";
import { inFolder } from "./testing/folder.ts";

const isWindows = Deno.build.os === "windows";
if (isWindows) console.log("No pipes and links on Windows: what is refused of them is not tested");

Deno.test("readText and readBytes give an existing file, and nothing for a missing one", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "steps.csv");
    assertEquals(await readText(path), undefined);
    await Deno.writeTextFile(path, "step\n1\n");
    assertEquals(await readText(path), "step\n1\n");
    assertEquals((await readBytes(path))?.length, 7);
    assertEquals(new TextDecoder().decode(readFrom(path, 5, 1)), "1");
    assertEquals(readFrom(path, 100), new Uint8Array(0));
  });
});

Deno.test("readBytes refuses a file above its limit before it reads it, and cuts a note short", async () => {
  await inFolder(async (folder) => {
    const kinds = ["run.json", "steps.csv", "weights-final.safetensors", "experiment.json"];
    for (const name of kinds) {
      const path = join(folder, name);
      await Deno.writeTextFile(path, "");
      await Deno.truncate(path, limitOf(path).bytes + 1);
      await assertRejects(() => readBytes(path), BadInput, `${limitOf(path).kind} may have`);
    }
    const zeros = join(folder, "weights-best.safetensors");
    await Deno.writeTextFile(zeros, "");
    await Deno.truncate(zeros, 2 ** 30);
    await assertRejects(() => readBytes(zeros), SyntaxError, "does not begin as");
    const note = join(folder, "failed.txt");
    await Deno.writeTextFile(note, "x".repeat(2 * LIMITS.note.bytes));
    assertEquals((await readText(note))?.length, LIMITS.note.bytes);
  });
});

Deno.test("readBytes refuses a folder in the place of a file", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "run.json"));
    await assertRejects(
      () => readBytes(join(folder, "run.json")),
      BadInput,
      "is a folder; wanted a",
    );
  });
});

Deno.test({
  name: "checkFolder names a pipe or a link, and foldersIn leaves links out",
  ignore: isWindows,
  async fn() {
    await inFolder(async (folder) => {
      await Deno.mkdir(join(folder, "a"));
      await Deno.writeTextFile(join(folder, "b"), "");
      await checkFolder(folder);
      await Deno.symlink("a", join(folder, "c"));
      await assertRejects(() => checkFolder(folder), BadInput, "is a link to a");
      assertEquals([await foldersIn(folder), await placesIn(folder)], [["a"], ["a", "c"]]);
      await Deno.remove(join(folder, "c"));
      await new Deno.Command("mkfifo", { args: [join(folder, "d")] }).output();
      await assertRejects(() => checkFolder(folder), BadInput, "is a named pipe");
    });
  },
});

Deno.test("requireDigest compares with what was recorded, and names both", async () => {
  await inFolder(async (folder) => {
    const bytes = new TextEncoder().encode("weights");
    await requireDigest(folder, "a", bytes);
    await Deno.writeTextFile(join(folder, "digests.json"), `{"a":"${sha256Of("weights")}"}`);
    await requireDigest(folder, "a", bytes);
    const { message } = await assertRejects(
      () => requireDigest(folder, "a", bytes.subarray(1)),
      BadInput,
    );
    for (const digest of [sha256Of("eights"), sha256Of("weights")]) {
      assertEquals(message.includes(digest), true);
    }
    assertEquals(faultOfDigest({}, "a", bytes), "has no digest in digests.json");
    for (const text of ["{", "[]", '{"a":1}', "null"]) {
      assertThrows(() => parseDigests(text, "digests.json"), SyntaxError, "digests of files");
    }
  });
});
