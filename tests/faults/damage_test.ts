import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { isFull } from "./extent.ts";
import { checkpointName, createRunHere, type Files, putFiles, sameFilesIn } from "./run_here.ts";

/** Steps of the two checkpoints, and the step after which the process is killed. */
const OLDER = 9;
const NEWER = 16;
const KILLED = 21;

/** The bytes of a log that are cut off one by one. */
const LAST_BYTES = 1024;

/** A run killed at step 21 with checkpoints of steps 9 and 16, and what it should come to. */
async function killedRun(path: string) {
  const run = await createRunHere(14);
  const undisturbed = join(path, "undisturbed");
  await run.make(undisturbed);
  const files = await run.killedAfter(KILLED, [OLDER, NEWER]);
  const folder = join(path, "killed");
  await Deno.mkdir(folder);
  return { run, wanted: sameFilesIn(undisturbed), files, folder };
}

/** The files with one of them changed. */
function changed(files: Files, name: string, change: (bytes: Uint8Array) => Uint8Array): Files {
  return new Map([...files, [name, change(files.get(name)!.slice())]]);
}

function flipBit(bytes: Uint8Array, at: number): Uint8Array {
  bytes[at]! ^= 1 << (at % 8);
  return bytes;
}

/** The length of a log at a step or an epoch. */
function lengthOf(log: Uint8Array, rows: number): number {
  let end = 0;
  for (let line = 0; line <= rows; line++) end = log.indexOf(10, end) + 1;
  return end;
}

Deno.test("experiment resumes to the same bytes from a log that is cut at any byte", async () => {
  await using place = await createWorkplace();
  const { run, wanted, files, folder } = await killedRun(place.path);
  using _run = run;
  // Rows at the two checkpoints: of epochs.csv with its row 0, of layers.csv two for each step.
  const rows = {
    "steps.csv": [OLDER, NEWER],
    "epochs.csv": [5, 8],
    "layers.csv": [2 * OLDER, 2 * NEWER],
  } as const;
  let cuts = 0;
  for (const [name, [older, newer]] of Object.entries(rows)) {
    const log = files.get(name)!;
    for (
      let end = log.length;
      end >= Math.max(0, log.length - LAST_BYTES);
      end -= isFull ? 1 : 37
    ) {
      putFiles(folder, changed(files, name, (bytes) => bytes.subarray(0, end)));
      const notices = await run.make(folder);
      const unfit = end < lengthOf(log, older) ? 2 : end < lengthOf(log, newer) ? 1 : 0;
      assertEquals(notices.length, unfit, `${name} cut at ${end}: ${notices}`);
      for (const notice of notices) {
        assertMatch(
          notice,
          /checkpoint-\d+\.safetensors: the logs beside it were cut or changed; /,
        );
      }
      assertEquals(sameFilesIn(folder), wanted, `${name} cut at ${end}`);
      cuts++;
    }
  }
  console.log(`${cuts} cuts`);
});

Deno.test("experiment names a checkpoint with a flipped bit and resumes from the one before", async () => {
  await using place = await createWorkplace();
  const { run, wanted, files, folder } = await killedRun(place.path);
  using _run = run;
  const name = checkpointName(NEWER);
  const bytes = files.get(name)!;
  const dataAt = 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = new TextDecoder().decode(bytes.subarray(8, dataAt));
  const places = new Set([0, 7, 8, dataAt - 1, dataAt, bytes.length - 1]);
  for (const word of ["__metadata__", "digest", "identity", "stale", "parameters", "dtype"]) {
    assert(header.includes(word), word);
    places.add(8 + header.indexOf(word) + 4).add(8 + header.indexOf(word) + word.length + 5);
  }
  for (let at = 0; isFull && at < bytes.length; at += 61) places.add(at);
  for (const at of places) {
    putFiles(folder, changed(files, name, (bytes) => flipBit(bytes, at)));
    const notices = await run.make(folder);
    assertEquals(notices.length, 1, `bit ${at % 8} of byte ${at}`);
    assertMatch(notices[0]!, /^Cannot read .*checkpoint-16\.safetensors: it is damaged/);
    assertMatch(notices[0]!, /; the run resumes from step 9$/);
    assertEquals(sameFilesIn(folder), wanted, `bit ${at % 8} of byte ${at}`);
  }
  console.log(`${places.size} flipped bits`);
});

Deno.test("experiment restarts a run whose checkpoints are all damaged, and says so", async () => {
  await using place = await createWorkplace();
  const { run, wanted, files, folder } = await killedRun(place.path);
  using _run = run;
  const halved = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);
  const one = changed(files, checkpointName(NEWER), () => new Uint8Array());
  putFiles(folder, changed(one, checkpointName(OLDER), halved));
  const notices = await run.make(folder);
  assertEquals(notices.map((notice) => notice.split("; ").at(-1)), [
    "the run starts over",
    "the run starts over",
  ]);
  assertEquals(sameFilesIn(folder), wanted);
});

Deno.test("experiment removes files that a killed process left half written", async () => {
  await using place = await createWorkplace();
  const { run, wanted, files, folder } = await killedRun(place.path);
  using _run = run;
  const half = files.get(checkpointName(NEWER))!.subarray(0, 1000);
  const parts = [
    "run.json.part",
    `${checkpointName(KILLED)}.part`,
    "weights-best.safetensors.part",
  ];
  putFiles(folder, new Map([...files, ...parts.map((name) => [name, half] as const)]));
  assertEquals(await run.make(folder), []);
  assertEquals(sameFilesIn(folder), wanted);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assertEquals(left.filter((name) => /part|checkpoint/.test(name)), []);
});
