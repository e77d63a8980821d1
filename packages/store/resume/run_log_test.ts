import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { inFolder } from "../testing/folder.ts";
import { continueLog, createLog, holds } from "./run_log.ts";

Deno.test("createLog starts empty and holds lines back until they are flushed", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "log.csv");
    await Deno.writeTextFile(path, "what was there before, and longer");
    using log = createLog(path, "step\n");
    assertEquals(await Deno.readTextFile(path), "");
    log.append("1\n");
    log.flush();
    log.append("2\n");
    assertEquals(await Deno.readTextFile(path), "step\n1\n");
    assertEquals(log.sync().bytes, 9);
    assertEquals(await Deno.readTextFile(path), "step\n1\n2\n");
  });
});

Deno.test("holds tells whether a log begins with what it held before", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "log.csv");
    using log = createLog(path, "step\n");
    const position = log.sync();
    assertEquals(await holds(path, position), true);
    log.append("1\n");
    const later = log.sync();
    assertEquals(await holds(path, position), true);
    for (const text of ["step\n", "step\n2\n", "", "\0tep\n1\n"]) {
      await Deno.writeTextFile(path, text);
      assertEquals(await holds(path, later), false, text);
    }
    assertEquals(await holds(join(folder, "none.csv"), position), false);
  });
});

Deno.test("continueLog cuts off what came later and gives the log of an uninterrupted run", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "log.csv");
    const undisturbed = join(folder, "undisturbed.csv");
    using whole = createLog(undisturbed, "step\n");
    whole.append("1\n2\n3\n");
    const wanted = whole.sync();

    using first = createLog(path, "step\n");
    first.append("1\n");
    const position = first.sync();
    first.append("2\n3,torn");
    first.flush();
    using log = continueLog(path, position);
    log.append("2\n");
    log.sync();
    log.append("3\n");
    assertEquals(log.sync(), wanted);
    assertEquals(await Deno.readFile(path), await Deno.readFile(undisturbed));
  });
});
