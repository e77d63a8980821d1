import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { portableSha256 } from "@samebit/splits";
import { createDataFolder } from "./data_folder.ts";

Deno.test("createDataFolder reads files below the folder and names what is missing", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(folder, "tables"));
    await Deno.writeFile(join(folder, "tables", "a.csv"), new Uint8Array([1, 2]));
    const source = createDataFolder(folder);
    assertEquals([...await source.readFile("tables/a.csv")], [1, 2]);
    await assertRejects(() => source.readFile("b.csv"), Deno.errors.NotFound, "b.csv");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("createDataFolder hashes as the portable code does", () => {
  const { sha256 } = createDataFolder("data");
  const parts = [new Uint8Array(), new Uint8Array(1000).fill(7), new Uint8Array([1])];
  assertEquals(sha256!(parts), portableSha256(parts));
});
