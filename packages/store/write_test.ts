import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { forgetFailure, noteFailure } from "./failure.ts";
import { inFolder } from "./testing/folder.ts";
import {
  appendText,
  createFile,
  makeFolder,
  moveFolder,
  openKept,
  removeFile,
  removeFolder,
  removeParts,
  replaceFile,
} from "./write.ts";

const ignore = Deno.build.os === "windows";
if (ignore) console.log("No links on Windows without rights: their tests are skipped");

/** The names in a folder, sorted. */
function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("replaceFile leaves nothing beside a file, and removeParts removes what was left", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a");
    for (const isShared of [false, true]) await replaceFile(path, "1", isShared);
    assertEquals(names(folder), ["a"]);
    await Deno.writeTextFile(`${path}.part`, "");
    await removeParts(folder);
    assertEquals(names(folder), ["a"]);
    await Deno.mkdir(join(folder, "b"));
    await assertRejects(() => replaceFile(join(folder, "b"), ""), BadInput, "is a folder");
    assertEquals(names(folder), ["a", "b"]);
  });
});

Deno.test("makeFolder makes each folder on the way, and moveFolder takes no taken name", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a", "b");
    makeFolder(path);
    makeFolder(path);
    makeFolder(join(folder, "a", "c"));
    assertEquals(await moveFolder(path, join(folder, "a", "c")), false);
    assertEquals(await moveFolder(path, join(folder, "a", "d")), true);
    assertEquals(names(join(folder, "a")), ["c", "d"]);
  });
});

Deno.test({
  name: "no act of writing goes through a link or a second name of a file",
  ignore,
  async fn() {
    await inFolder(async (folder) => {
      const mine = join(folder, "mine");
      await Deno.writeTextFile(mine, "mine");
      const [soft, hard, out] = ["soft", "hard", "out"].map((name) => join(folder, name));
      await Deno.symlink(mine, soft!);
      await Deno.mkdir(join(folder, "home"));
      await Deno.symlink("home", out!);
      for (const path of [soft!, join(out!, "a")]) {
        assertThrows(() => createFile(path), BadInput, "is a link to");
        assertThrows(() => openKept(path), BadInput, "is a link to");
        assertThrows(() => appendText(path, "x"), BadInput, "is a link to");
        assertThrows(() => removeFile(path), BadInput, "is a link to");
        await assertRejects(() => replaceFile(path, "x"), BadInput, "is a link to");
        await assertRejects(() => removeFolder(path), BadInput, "is a link to");
        assertThrows(() => makeFolder(path), BadInput, "is a link to");
        noteFailure(path, "x");
        forgetFailure(path);
      }
      for (
        const act of [
          () => createFile(hard!).close(),
          () => appendText(hard!, "x"),
          () => openKept(hard!).close(),
          () => removeFile(hard!),
          () => replaceFile(hard!, "x"),
        ]
      ) {
        await Deno.remove(hard!).catch(() => {});
        await Deno.link(mine, hard!);
        await act();
        assertEquals(await Deno.readTextFile(mine), "mine");
      }
      assertEquals([names(join(folder, "home")), await Deno.readTextFile(mine)], [[], "mine"]);
    });
  },
});
