import { assertEquals } from "@std/assert";
import { lockChanges } from "./lock_changes.ts";
import { digestOf, sampleLock, sampleLockedRun } from "./sample_lock.ts";

const names = (runs: readonly { readonly label: string; readonly seed: number }[]) =>
  runs.map(({ label, seed }) => `${label} ${seed}`);

Deno.test("lockChanges finds nothing between equal locks", () => {
  assertEquals(lockChanges(sampleLock(), sampleLock()), {
    added: [],
    removed: [],
    replanned: [],
    moved: [],
  });
});

Deno.test("lockChanges calls every run of a first lock added", () => {
  assertEquals(names(lockChanges(undefined, sampleLock()).added), ["adam 2", "adam 10", "sgd 1"]);
});

Deno.test("lockChanges tells a newly planned run from other bytes under the same identity", () => {
  const before = sampleLock();
  const [first, second] = before.runs;
  const after = {
    ...before,
    runs: [
      { ...first!, files: { ...first!.files, "run.json": digestOf("9") } },
      { ...second!, identity: digestOf("9") },
      sampleLockedRun("momentum", 1, "7"),
    ],
  };
  const changes = lockChanges(before, after);
  assertEquals(names(changes.moved), ["adam 2"]);
  assertEquals(names(changes.replanned), ["adam 10"]);
  assertEquals(names(changes.added), ["momentum 1"]);
  assertEquals(names(changes.removed), ["sgd 1"]);
});

Deno.test("lockChanges sees a changed digest of an epoch", () => {
  const before = sampleLock();
  const after = {
    ...before,
    runs: before.runs.map((run) => ({ ...run, epochs: [run.epochs[0]!, digestOf("0", 16)] })),
  };
  assertEquals(names(lockChanges(before, after).moved), ["adam 2", "adam 10", "sgd 1"]);
});
