import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { linksOut } from "./links.ts";

const onWindows = Deno.build.os === "windows";
if (onWindows) console.log("Skipping the tests of links: on Windows they take a right");

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("linksOut finds the links that lead out of a folder", { ignore: onWindows }, async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "own/deep"), { recursive: true });
    await Deno.mkdir(join(folder, "own-twin"));
    await Deno.writeTextFile(join(folder, "own/a.txt"), "");
    const own = join(folder, "own");
    for (
      const [name, target] of [
        ["inside.txt", "a.txt"],
        ["deep/up", ".."],
        ["out.txt", "../secret.txt"],
        ["deep/twin", "../../own-twin"],
        ["deep/again", "twin"],
        ["deep/root", "/"],
      ] as const
    ) await Deno.symlink(target, join(own, name));
    await Deno.writeTextFile(join(folder, "secret.txt"), "");
    const found = (await linksOut(own)).map((path) => path.slice(own.length + 1));
    // What leads to the folder itself leads to nothing new, but neither does anybody need it.
    assertEquals(found.sort(), ["deep/again", "deep/root", "deep/twin", "deep/up", "out.txt"]);
  });
});

Deno.test("linksOut finds nothing in a folder without links", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "a.txt"), "");
    assertEquals(await linksOut(folder), []);
  });
});

Deno.test("linksOut refuses a folder that holds too many entries", async () => {
  await inFolder(async (folder) => {
    // Many folders, since some systems need the longer for a file the more there are beside it.
    for (let i = 0; i < 200; i++) {
      await Deno.mkdir(join(folder, `${i}`));
      for (let j = 0; j < 100; j++) {
        Deno.writeFileSync(join(folder, `${i}`, `${j}`), new Uint8Array());
      }
    }
    await assertRejects(() => linksOut(folder), BadInput, "contains more than 20,000 files");
  });
});
