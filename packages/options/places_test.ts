import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { BadInput } from "@samebit/input";
import { experimentFile, requireReadable, requireWritable } from "./places.ts";

Deno.test("experimentFile finds a file by its path and by its slug", async () => {
  assertEquals(await experimentFile("update-rules"), "experiments/update-rules.ts");
  assertEquals(await experimentFile("./experiments/dropout.ts"), "./experiments/dropout.ts");
});

Deno.test("experimentFile names the nearest existing file", async () => {
  const error = await assertRejects(() => experimentFile("experiments/update-rule.ts"), BadInput);
  assertEquals(
    error.message,
    "experiments/update-rule.ts: there is no such file, " +
      "did you mean experiments/update-rules.ts?",
  );
  const other = await assertRejects(() => experimentFile("something-else-entirely"), BadInput);
  assertStringIncludes(other.message, "deno task list lists those that exist");
});

Deno.test("requireReadable and requireWritable refuse a file in place of a folder", async () => {
  const file = await Deno.makeTempFile();
  try {
    for (const require of [requireReadable, requireWritable]) {
      const error = await assertRejects(() => require(file), BadInput);
      assertStringIncludes(error.message, "--out: cannot ");
      assertStringIncludes(error.message, file);
    }
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("requireReadable takes a folder that does not exist yet", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.remove(folder);
  await requireReadable(folder);
});

Deno.test("requireWritable makes the folder and leaves nothing in it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await requireWritable(`${folder}/a/b`);
    assertEquals(await Array.fromAsync(Deno.readDir(`${folder}/a/b`)), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
