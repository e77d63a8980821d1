import { assertEquals, assertRejects } from "@std/assert";
import { findingsOf } from "@samebit/findings";
import { sampleLogs, SMALL } from "@samebit/findings/samples";
import { type Confirmed, digestOfFiles, readConfirmed, writeConfirmed } from "./confirmed.ts";

const found = findingsOf(sampleLogs(SMALL));
const files = new Map(found.logs.runs.map(({ planned: { folder, seed } }) => [
  folder,
  { "run.json": String(seed).repeat(64), "steps.csv": "a".repeat(64) },
]));
const confirmed: Confirmed = {
  by: "ada@example.org",
  when: "2026-11-29T13:00:00Z",
  machine: "A processor",
  engine: "Deno 2.9.6, wasm",
  runs: found.logs.runs.map(({ planned: { identity, folder } }) => ({
    identity,
    files: digestOfFiles(files.get(folder)!),
  })),
  same: found.logs.runs.length,
};

Deno.test("readConfirmed counts the runs whose files are still those that were repeated", async () => {
  const folder = await Deno.makeTempDir();
  const here = async (files: ReadonlyMap<string, Record<string, string>>) =>
    (await readConfirmed(folder, found, () => Promise.resolve(files))).map(({ here }) => here);
  try {
    assertEquals(await here(files), []);
    await writeConfirmed(folder, [confirmed]);
    assertEquals(await here(files), [found.logs.runs.length]);
    const [changed] = files.keys();
    const other = { ...files.get(changed!)!, "steps.csv": "b".repeat(64) };
    assertEquals(await here(new Map([...files, [changed!, other]])), [found.logs.runs.length - 1]);
    assertEquals(await here(new Map()), [0]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readConfirmed names a damaged file and the remedy", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const text of ["{", JSON.stringify([{ ...confirmed, by: "\u202eada" }])]) {
      await Deno.writeTextFile(`${folder}/confirmations.json`, text);
      const read = () => readConfirmed(folder, found, () => Promise.resolve(files));
      await assertRejects(read, SyntaxError, "write it again with deno task confirmations --out");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
