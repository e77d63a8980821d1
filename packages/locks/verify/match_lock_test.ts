import { assertEquals, assertNotEquals } from "@std/assert";
import { identityOf } from "@samebit/solver";
import type { DeclaredExperiment, Experiment } from "@samebit/experiment";
import { LEARNING_RATE } from "@samebit/optimizers";
import { digestOf, sampleLock, sampleLockedRun } from "../lock/sample_lock.ts";
import { formatRunName, type Lock, lockedName, type LockedRun } from "../lock/lock.ts";
import { formatLock } from "../lock/lock_text.ts";
import {
  chosenRun,
  type ExperimentRun,
  type PlannedExperiment,
  planOn,
  proposedRun,
} from "@samebit/sweep";
import { matchLock, sampleRuns } from "./match_lock.ts";

const experiment: Experiment = {
  title: "Two variants",
  question: "Which?",
  expectation: "None",
  base: {
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [4] },
    optimizer: { kind: "sgd", learningRate: 0.1 },
    epochs: 1,
  },
  compare: { batchSize: [20, 50] },
  seeds: [1, 2],
};

function plan(declared: DeclaredExperiment, dataHash = digestOf("d")): PlannedExperiment {
  const sizes = { shape: [64], outputs: 10, train: 100, validation: 10 };
  return planOn("sample", declared, () => ({ hash: dataHash, sizes }));
}

function lockOf(runs: readonly ExperimentRun[]): Lock {
  const locked = runs.map((run): LockedRun => ({
    ...sampleLockedRun("", 1, "1"),
    ...lockedName(run),
    identity: run.identity,
    dataHash: run.dataHash,
  }));
  return { ...sampleLock(), runs: locked };
}

function kinds(lock: Lock, planned: PlannedExperiment): string[] {
  return matchLock(lock, planned).map((match) => {
    const name = match.kind === "not locked" ? lockedName(match.run) : match.locked;
    return `${formatRunName(name)}: ${match.kind}`;
  });
}

Deno.test("matchLock finds every run of a lock that fits its file", () => {
  const planned = plan(experiment);
  assertEquals(kinds(lockOf(planned.runs), planned), [
    "20, seed 1: comparable",
    "20, seed 2: comparable",
    "50, seed 1: comparable",
    "50, seed 2: comparable",
  ]);
});

Deno.test("matchLock says which runs the file or the lock no longer has", () => {
  const planned = plan(experiment);
  const [first, ...others] = planned.runs;
  assertEquals(kinds(lockOf(others), planned).at(-1), "20, seed 1: not locked");
  const fewer = plan({ ...experiment, seeds: [1] });
  assertEquals(kinds(lockOf([first!, others[0]!]), fewer), [
    "20, seed 1: comparable",
    "20, seed 2: not planned",
    "50, seed 1: not locked",
  ]);
});

Deno.test("matchLock tells a changed plan from changed data", () => {
  const lock = lockOf(plan({ ...experiment, seeds: [1] }).runs);
  const longer = { ...experiment, seeds: [1], base: { ...experiment.base, epochs: 2 } };
  assertEquals(kinds(lock, plan(longer)), ["20, seed 1: other plan", "50, seed 1: other plan"]);
  const otherData = plan({ ...experiment, seeds: [1] }, digestOf("e"));
  assertEquals(kinds(lock, otherData), ["20, seed 1: other data", "50, seed 1: other data"]);
  // What tells them apart is the identity that the plan would have on the locked data.
  const [run] = otherData.runs;
  assertEquals(identityOf(run!.plan, digestOf("d")), lock.runs[0]!.identity);
});

Deno.test("matchLock compares nothing with a lock of another contract", () => {
  const planned = plan(experiment);
  const lock = { ...lockOf(planned.runs), contract: 2 };
  assertEquals(
    new Set(matchLock(lock, planned).map(({ kind }) => kind)),
    new Set(["other contract"]),
  );
});

Deno.test("matchLock knows the runs that were chosen among tuned ones", () => {
  const planned = plan({ ...experiment, seeds: [1], tune: { l2: [0, 0.1] } });
  const chosen = chosenRun(planned.runs[1]!);
  assertEquals(
    kinds(lockOf([...planned.runs, chosen]), planned).at(-1),
    "20, l2 0.1, chosen, seed 1: comparable",
  );
});

Deno.test("matchLock knows what was chosen with seeds that nothing was tried with", () => {
  const declared: Experiment = {
    ...experiment,
    seeds: [1, 2],
    tune: { l2: [0, 0.1] },
    search: { kind: "grid", seeds: 1 },
  };
  const planned = plan(declared);
  assertEquals(new Set(planned.runs.map(({ seed }) => seed)), new Set([1]));
  const other = proposedRun(planned, planned.runs[1]!, 2)!;
  assertEquals(kinds(lockOf([...planned.runs, chosenRun(other)]), planned).slice(-2), [
    "50, l2 0.1, seed 1: comparable",
    "20, l2 0.1, chosen, seed 2: comparable",
  ]);
});

Deno.test("sampleRuns takes as many runs as asked, the same for the same text", () => {
  const { runs } = lockOf(plan({ ...experiment, seeds: [1, 2, 3, 4, 5, 6] }).runs);
  const text = formatLock({ ...sampleLock(), runs });
  const taken = sampleRuns(text, runs, 5);
  assertEquals(taken.length, 5);
  assertEquals(sampleRuns(text, runs, 5), taken);
  assertEquals(taken, runs.filter((run) => taken.includes(run)));
  assertEquals(sampleRuns(text, runs, 100), runs);
  assertNotEquals(sampleRuns(text + "\n", runs, 5), taken);
});

Deno.test("matchLock tells changed sources of a kind of one's own from a changed plan", () => {
  const kindsOf = (hash: string) => ({
    "own-signs": {
      family: "optimizers",
      hash: digestOf(hash),
      form: {},
      fields: { learningRate: LEARNING_RATE },
    },
  } as const);
  const base = { ...experiment.base, optimizer: { kind: "own-signs", learningRate: 0.1 } } as const;
  const declared = { ...experiment, base, seeds: [1] };
  const before = plan({ ...declared, own: kindsOf("a") });
  const after = plan({ ...declared, own: kindsOf("b") });
  const lock = { ...lockOf(before.runs), kinds: { "own-signs": digestOf("a") } };
  assertEquals(kinds(lock, before), ["20, seed 1: comparable", "50, seed 1: comparable"]);
  assertEquals(kinds(lock, after), ["20, seed 1: other sources", "50, seed 1: other sources"]);
  const [match] = matchLock(lock, after);
  assertEquals(match?.kind === "other sources" && match.changed, ["own-signs"]);
  const longer = plan({ ...declared, base: { ...base, epochs: 2 }, own: kindsOf("b") });
  assertEquals(kinds(lock, longer), ["20, seed 1: other plan", "50, seed 1: other plan"]);
});
