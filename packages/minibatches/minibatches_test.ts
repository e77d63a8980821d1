/** Minibatch order: passes, draws, a known order, and resuming at any step. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createMinibatches, type MinibatchesOptions, type Sampling } from "./minibatches.ts";

const options: MinibatchesOptions = { count: 10, batchSize: 3, sampling: "shuffled", seed: 0 };

/** Steps 1 to 4 of every way of sampling: a change of these is a change of the contract. */
const SAMPLINGS: Record<Sampling, number[][]> = {
  "shuffled": [[1, 8, 6], [2, 3, 5], [0, 9, 7], [6, 1, 2]],
  "with-replacement": [[4, 8, 5], [7, 8, 6], [8, 4, 0], [4, 2, 9]],
};

function fill(given: MinibatchesOptions, steps: readonly number[]): number[][] {
  const minibatches = createMinibatches(given);
  return steps.map((step) => {
    const out = new Uint32Array(given.batchSize);
    minibatches.fill(step, out);
    return [...out];
  });
}

for (const [sampling, golden] of Object.entries(SAMPLINGS) as [Sampling, number[][]][]) {
  const given = { ...options, sampling };

  Deno.test(`createMinibatches gives the same rows on every machine (${sampling})`, () => {
    assertEquals(fill(given, [1, 2, 3, 4]), golden);
  });

  Deno.test(`createMinibatches gives a step the same rows whatever was asked before (${sampling})`, () => {
    const steps = Array.from({ length: 20 }, (_, index) => index + 1);
    const onward = fill(given, steps);
    assertEquals(fill(given, steps.toReversed()).toReversed(), onward);
    for (const step of steps) assertEquals(fill(given, [step]), [onward[step - 1]]);
  });

  Deno.test(`createMinibatches stays below count (${sampling})`, () => {
    const steps = Array.from({ length: 50 }, (_, index) => index + 1);
    const rows = fill(given, steps).flat();
    assertEquals(new Set(rows), new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  Deno.test(`createMinibatches gives other rows for another seed (${sampling})`, () => {
    const one = fill({ ...given, count: 1000, batchSize: 100 }, [1]);
    const other = fill({ ...given, count: 1000, batchSize: 100, seed: 1 }, [1]);
    assertEquals(one.join() === other.join(), false);
  });
}

Deno.test("createMinibatches shows no row twice within a shuffled epoch", () => {
  for (const epoch of [0, 1, 2]) {
    const rows = fill(options, [1, 2, 3].map((step) => epoch * 3 + step)).flat();
    assertEquals(new Set(rows).size, 9);
  }
});

Deno.test("createMinibatches counts full minibatches in an epoch, and at least one", () => {
  const counts = [[10, 3, 3], [10, 10, 1], [10, 1, 10], [10, 5, 2]] as const;
  for (const [count, batchSize, steps] of counts) {
    assertEquals(createMinibatches({ ...options, count, batchSize }).stepsPerEpoch, steps);
  }
  const small = { count: 2, batchSize: 3, sampling: "with-replacement", seed: 0 } as const;
  assertEquals(createMinibatches(small).stepsPerEpoch, 1);
  assert(fill(small, [1]).flat().every((row) => row < 2));
});

Deno.test("createMinibatches refuses shuffled minibatches larger than the training set", () => {
  assertThrows(
    () => createMinibatches({ ...options, count: 50, batchSize: 100 }),
    RangeError,
    "Cannot shuffle 50 examples into minibatches of 100: lower batchSize to 50 or less, " +
      'or choose sampling "with-replacement"',
  );
});

Deno.test("createMinibatches refuses sizes, steps and arrays that cannot be", () => {
  assertThrows(() => createMinibatches({ ...options, batchSize: 0 }), RangeError, "batchSize is 0");
  assertThrows(() => createMinibatches({ ...options, count: 1.5 }), RangeError, "count is 1.5");
  const minibatches = createMinibatches(options);
  assertThrows(() => minibatches.fill(0, new Uint32Array(3)), RangeError, "minibatch 0");
  assertThrows(
    () => minibatches.fill(1, new Uint32Array(4)),
    RangeError,
    "Cannot fill minibatch 1: out has room for 4 rows; wanted 3",
  );
});
