import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { formatRecord, type RunRecord } from "@samebit/runlog";
import { readRunRecord, runState, staleRuns } from "./run_state.ts";
import { BadInput } from "@samebit/input";
import { replaceFile } from "../write.ts";

const RECORD: RunRecord = {
  identity: "a".repeat(64),
  contract: 1,
  dataHash: "0".repeat(64),
  plan: { seed: 1 },
  warnings: [],
};
const ROW = { epoch: 0, trainLoss: 1, trainAccuracy: 0, validationLoss: 1, validationAccuracy: 0 };
const WHOLE: RunRecord = {
  ...RECORD,
  ended: "completed",
  result: { steps: 0, epochs: 0, final: ROW, best: ROW },
};

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("runState tells missing, unfinished and complete runs apart", async () => {
  await inFolder(async (folder) => {
    assertEquals(await runState(join(folder, "nowhere"), RECORD.identity), "missing");
    assertEquals(await runState(folder, RECORD.identity), "missing");
    await Deno.writeTextFile(join(folder, "run.json"), formatRecord(RECORD));
    assertEquals(await runState(folder, RECORD.identity), "unfinished");
    await Deno.writeTextFile(join(folder, "run.json"), formatRecord(WHOLE));
    assertEquals(await runState(folder, RECORD.identity), "whole");
  });
});

Deno.test("runState refuses a folder that holds another run", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "run.json"), formatRecord(WHOLE));
    const error = await assertRejects(() => runState(folder, "b".repeat(64)), BadInput);
    assertEquals(
      error.message,
      `${folder}: holds run aaaaaaaa, not bbbbbbbb; move it away or choose another folder with --out`,
    );
  });
});

Deno.test("readRunRecord names a damaged run.json and what is wrong with it", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "run.json");
    const texts = ["", "{", '{"identity":"x"}', formatRecord(WHOLE).slice(0, -20)];
    for (const text of texts) {
      await Deno.writeTextFile(path, text);
      const { message } = await assertRejects(() => readRunRecord(folder), SyntaxError);
      assertStringIncludes(message, `Cannot read ${path}: `);
    }
  });
});

Deno.test("readRunRecord and staleRuns say so if the output path cannot be a folder", async () => {
  await inFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    const below = join(file, "x", "runs", "a");
    const error = await assertRejects(() => readRunRecord(below), BadInput);
    assertStringIncludes(error.message, `${file}: is a file; wanted a folder`);
    assertStringIncludes(error.message, "choose another folder with --out");
    await assertRejects(() => staleRuns(file, "x", []), BadInput, "wanted a folder");
  });
});

Deno.test("staleRuns lists the folders of runs that are no longer planned, sorted, and touches none", async () => {
  await inFolder(async (out) => {
    assertEquals(await staleRuns(out, "x", []), []);
    for (const name of ["b-seed1-22222222", "a-seed1-11111111", "c-seed1-33333333"]) {
      await Deno.mkdir(join(out, "x", "runs", name), { recursive: true });
    }
    await Deno.writeTextFile(join(out, "x", "runs", "notes.txt"), "");
    const planned = {
      variant: "b",
      compared: {},
      tuned: {},
      seed: 1,
      identity: "2".repeat(64),
      folder: "runs/b-seed1-22222222",
    };
    assertEquals(await staleRuns(out, "x", [planned]), [
      "runs/a-seed1-11111111",
      "runs/c-seed1-33333333",
    ]);
    assertEquals((await Array.fromAsync(Deno.readDir(join(out, "x", "runs")))).length, 4);
  });
});

Deno.test("replaceFile leaves the new content and nothing beside it", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.json");
    await replaceFile(path, "first, and longer than the second");
    await replaceFile(path, "second");
    await replaceFile(join(folder, "b"), Uint8Array.of(1, 2));
    assertEquals(await Deno.readTextFile(path), "second");
    assertEquals(await Deno.readFile(join(folder, "b")), Uint8Array.of(1, 2));
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
    assertEquals(names.sort(), ["a.json", "b"]);
  });
});
