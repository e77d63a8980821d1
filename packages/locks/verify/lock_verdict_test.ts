import { assertEquals, assertNotEquals } from "@std/assert";
import { digestOf, sampleLockedRun } from "../lock/sample_lock.ts";
import { judgeByLock, shortDigest } from "./lock_verdict.ts";

const chain = (...digits: string[]) => digits.map((digit) => digestOf(digit, 16));
const locked = { ...sampleLockedRun("adam", 1, "1"), epochs: chain("1", "2", "3", "4") };

/** The run with other digests of these files. */
function withOther(epochs: readonly string[], ...files: string[]) {
  const changed = Object.fromEntries(files.map((name) => [name, digestOf("0")]));
  return { files: { ...locked.files, ...changed }, epochs };
}

Deno.test("judgeByLock calls a run with the same digests the same", () => {
  assertEquals(judgeByLock(locked, locked), { kind: "same", files: [], says: "" });
});

Deno.test("judgeByLock names the first epoch whose digest differs", () => {
  const verdict = judgeByLock(
    locked,
    withOther(chain("1", "2", "7", "8"), "steps.csv", "run.json"),
  );
  assertEquals(verdict, {
    kind: "differs",
    epoch: 2,
    files: ["run.json", "steps.csv"],
    says: "the rows of epochs 0 to 1 are the same; the difference begins in epoch 2",
  });
  assertEquals(
    judgeByLock(locked, withOther(chain("6", "7", "8", "9"), "epochs.csv")).says,
    "the rows differ from the start, epoch 0: before the first update",
  );
});

Deno.test("judgeByLock says whether the lock or the run ends first", () => {
  assertEquals(
    judgeByLock(locked, withOther(chain("1", "2"), "steps.csv")).says,
    "the lock goes to epoch 3, the run to 1",
  );
  assertEquals(
    judgeByLock(locked, withOther(chain("1", "2", "3", "4", "5"), "steps.csv")).says,
    "the run goes to epoch 4, the lock to 3",
  );
});

Deno.test("judgeByLock tells a difference after the last row by its files", () => {
  const verdict = judgeByLock(locked, withOther(locked.epochs, "weights-best.safetensors"));
  assertEquals(verdict, {
    kind: "differs",
    files: ["weights-best.safetensors"],
    says:
      "every row is the same; what is written after the last one differs: weights-best.safetensors",
  });
});

Deno.test("judgeByLock finds the contradictions of a lock that was edited by hand", () => {
  const epoch = judgeByLock(locked, withOther(chain("1", "2", "7", "4")));
  assertEquals([epoch.kind, epoch.epoch], ["lock damaged", 2]);
  const file = judgeByLock(locked, withOther(locked.epochs, "steps.csv"));
  assertEquals([file.kind, file.epoch], ["lock damaged", undefined]);
  const both = judgeByLock(locked, withOther(chain("1", "7", "3", "4"), "steps.csv"));
  assertEquals(
    both.says,
    "the lock contradicts itself: the digest of epoch 1 differs, that of epoch 2, " +
      "which depends on it, is the same",
  );
});

Deno.test("shortDigest covers every file and every epoch", () => {
  for (const name of Object.keys(locked.files)) {
    assertNotEquals(shortDigest(withOther(locked.epochs, name)), shortDigest(locked), name);
  }
  assertNotEquals(shortDigest(withOther(chain("1", "2", "3", "5"))), shortDigest(locked));
});
