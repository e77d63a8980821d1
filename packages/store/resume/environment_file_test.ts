import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { inFolder } from "../testing/folder.ts";
import { writeEnvironment } from "./environment_file.ts";

Deno.test("writeEnvironment keeps the attempts at a resumed run, the earliest first", async () => {
  await inFolder(async (folder) => {
    const read = async () => JSON.parse(await Deno.readTextFile(join(folder, "environment.json")));
    await writeEnvironment(folder, { machine: "a" }, undefined);
    assertEquals(await read(), { machine: "a" });
    await writeEnvironment(folder, { machine: "b" }, 7);
    await writeEnvironment(folder, { machine: "c" }, 9);
    assertEquals(await read(), {
      machine: "c",
      fromStep: 9,
      earlier: [{ machine: "a" }, { machine: "b", fromStep: 7 }],
    });
    await writeEnvironment(folder, { machine: "d" }, undefined);
    assertEquals(await read(), { machine: "d" });
  });
});

Deno.test("writeEnvironment continues without the attempts of a damaged file", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "environment.json");
    for (const text of ["", "{", "null", "5", '["a"]']) {
      await Deno.writeTextFile(path, text);
      await writeEnvironment(folder, { machine: "b" }, 7);
      assertEquals(JSON.parse(await Deno.readTextFile(path)), { machine: "b", fromStep: 7 }, text);
    }
  });
});
