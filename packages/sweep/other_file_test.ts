import { type ExperimentRecord, formatRecord } from "@samebit/runlog";
import { BadInput } from "@samebit/input";
import { inFolder } from "@samebit/store/testing";
import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { refuseOtherFile } from "./other_file.ts";

const RECORD: ExperimentRecord = {
  slug: "small",
  title: "Small",
  question: "Is it small?",
  expectation: "Yes",
  claims: [],
  declaration: {},
  runs: [],
};

/** Files of a folder, of which `one/small.ts` has its experiment in `out`. */
async function withRecorded(
  files: Readonly<Record<string, string>>,
  body: (folder: string, out: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const out = join(folder, "out");
    await Deno.mkdir(join(out, "small"), { recursive: true });
    const record = formatRecord({ ...RECORD, file: join(folder, "one/small.ts") });
    await Deno.writeTextFile(join(out, "small", "experiment.json"), record);
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(join(folder, path, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, path), text);
    }
    await body(folder, out);
  });
}

Deno.test("refuseOtherFile refuses another experiment of the same name, and names both files", async () => {
  await withRecorded({ "one/small.ts": "1", "two/small.ts": "2" }, async (folder, out) => {
    const [one, two] = ["one", "two"].map((name) => join(folder, name, "small.ts"));
    const error = await assertRejects(() => refuseOtherFile(out, "small", two!), BadInput);
    assertEquals(error.message.includes(one!) && error.message.includes(two!), true, error.message);
    await refuseOtherFile(out, "small", one!);
    await refuseOtherFile(out, "another", two!);
  });
});

Deno.test("refuseOtherFile takes a copy, byte for byte, for the same experiment", async () => {
  await withRecorded({ "one/small.ts": "1", "two/small.ts": "1" }, async (folder, out) => {
    await refuseOtherFile(out, "small", join(folder, "two/small.ts"));
  });
});

Deno.test("refuseOtherFile lets a file take the folder of one that no longer exists", async () => {
  await withRecorded({ "two/small.ts": "2" }, async (folder, out) => {
    await refuseOtherFile(out, "small", join(folder, "two/small.ts"));
  });
});
