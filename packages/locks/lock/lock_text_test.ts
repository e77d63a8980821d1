import { assert, assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { formatLock, parseLock } from "./lock_text.ts";
import { digestOf, sampleLock } from "./sample_lock.ts";

// What a hand may do to any part of the text.
// deno-lint-ignore no-explicit-any
type Loose = any;

function edited(edit: (lock: Loose) => void): string {
  const lock: Loose = JSON.parse(formatLock(sampleLock()));
  edit(lock);
  return JSON.stringify(lock);
}

function faultOf(text: string): string {
  return assertThrows(() => parseLock(text, "x.lock.json"), BadInput).message;
}

Deno.test("parseLock reads what formatLock wrote", () => {
  assertEquals(parseLock(formatLock(sampleLock()), "x.lock.json"), sampleLock());
});

Deno.test("formatLock gives the same bytes for the same lock, whatever its order", () => {
  const lock = sampleLock();
  const turned = {
    ...lock,
    runs: lock.runs.toReversed().map(({ files, ...run }) => ({
      files: Object.fromEntries(Object.entries(files).toReversed()),
      ...run,
    })),
  };
  assertEquals(formatLock(turned), formatLock(lock));
  assert(formatLock(lock).endsWith("}\n"));
  // Seed 10 stands behind seed 2: numbers are sorted as numbers.
  assertEquals(
    JSON.parse(formatLock(turned)).runs.map(({ label, seed }: Loose) => `${label} ${seed}`),
    ["adam 2", "adam 10", "sgd 1"],
  );
});

Deno.test("parseLock names the place of any edit by hand", () => {
  const cases: [(lock: Loose) => void, string][] = [
    [(lock) => lock.run = [], 'run: unknown field, did you mean "runs"?'],
    [(lock) => delete lock.contract, "contract: is missing; wanted a whole number from 1"],
    [(lock) => lock.slug = "../x", 'slug: cannot be "../x"; wanted lower-case words'],
    [(lock) => lock.sources[0] = 5, "sources.0: cannot be 5; wanted 64 hexadecimal digits"],
    [(lock) => lock.warnings[0] = "\x1b[2J", 'warnings.0: cannot be "\\u001b[2J"; wanted'],
    [
      (lock) => lock.runs[1].files["steps.csv"] = "0".repeat(63),
      'runs.1.files.steps.csv: cannot be "000000000000000000000000000000000000000000000000000000000000000"',
    ],
    [
      (lock) => delete lock.runs[1].files["epochs.csv"],
      "runs.1.files.epochs.csv: is missing; wanted 64 hexadecimal digits",
    ],
    [(lock) => lock.runs[0].files["notes.txt"] = "", "runs.0.files.notes.txt: unknown field"],
    [(lock) => lock.runs[0].epochs[1] += "0", "runs.0.epochs.1: cannot be "],
    [(lock) => lock.runs[0].epochs = [], "runs.0.epochs: is empty"],
    [(lock) => lock.runs[0].identity = digestOf("A"), "runs.0.identity: cannot be "],
    [(lock) => lock.runs[2].label = "\x1b[2J", 'runs.2.label: cannot be "\\u001b[2J"; wanted'],
    [(lock) => lock.runs[2].seed = -1, "runs.2.seed: cannot be -1; wanted a whole number from 0"],
    [(lock) => lock.runs[1].seed = 2, "runs.1: adam, seed 2 is listed twice"],
    [
      (lock) => lock.runs[1].identity = lock.runs[0].identity,
      "runs.1: the identity of adam, seed 10 is listed twice",
    ],
    [(lock) => lock.runs = {}, "runs: cannot be {}; wanted a list of runs"],
  ];
  for (const [edit, message] of cases) {
    const fault = faultOf(edited(edit));
    assert(fault.startsWith(`x.lock.json: ${message}`), `${fault}\nis not\n${message}`);
  }
});

Deno.test("parseLock refuses text that is not a lock, or a lock of another version", () => {
  assert(faultOf("{").startsWith("x.lock.json: is not JSON: "));
  assert(faultOf("null").startsWith("x.lock.json: "));
  assert(faultOf("[]").startsWith("x.lock.json: "));
  assertEquals(
    faultOf(edited((lock) => lock.lock = 2)),
    "x.lock.json: is a lock of version 2, this program reads version 1",
  );
});

Deno.test("parseLock shows the first faults of a lock that has thousands", () => {
  const fault = faultOf(edited((lock) => {
    lock.runs[0].epochs = Array.from({ length: 5000 }, () => "?");
  }));
  assertEquals(fault.split("\n").length, 21);
  assert(fault.endsWith("x.lock.json: and 4980 more faults"));
});

Deno.test("parseLock reads the sources of kinds of one's own, and refuses what is not a hash", () => {
  const lock = { ...sampleLock(), kinds: { "own-signs": digestOf("a") } };
  assertEquals(parseLock(formatLock(lock), "x.lock.json"), lock);
  assertEquals(JSON.parse(formatLock(sampleLock())).kinds, undefined);
  const says = "kinds: cannot be";
  for (const kinds of [{ sgd: digestOf("a") }, { "own-signs": "x" }, []]) {
    assert(faultOf(edited((lock) => lock.kinds = kinds)).includes(says), JSON.stringify(kinds));
  }
});
