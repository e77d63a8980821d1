import { assertEquals, assertRejects } from "@std/assert";
import { BadInput } from "@samebit/input";
import { inFolder } from "./testing/folder.ts";
import { holdFolder } from "./hold_folder.ts";

Deno.test("holdFolder lets one in at a time, and the next one after it", async () => {
  await inFolder(async (folder) => {
    const first = await holdFolder(folder, 0);
    const { message } = await assertRejects(() => holdFolder(folder, 0), BadInput);
    assertEquals(
      message,
      `${folder}: is being written by another process; wait until it ends, or choose another ` +
        "folder with --out",
    );
    first[Symbol.dispose]();
    using _second = await holdFolder(folder, 0);
    await assertRejects(() => holdFolder(folder, 0), BadInput);
  });
});

Deno.test("holdFolder waits for a command that is about to end", async () => {
  await inFolder(async (folder) => {
    const first = await holdFolder(folder, 0);
    const waiting = holdFolder(folder, 60_000);
    await assertRejects(() => holdFolder(folder, 0), BadInput);
    first[Symbol.dispose]();
    using _second = await waiting;
  });
});
