/**
 * Which training examples each step sees. Not for fetching them: the gather kernel does that.
 *
 * The one idea: the rows of a step are a function of (seed, step), so a run resumes at any step
 * without the state of a generator.
 *
 * @module
 */
import { createStream, fillIntegers, permutation, type Stream } from "@samebit/random";

/**
 * How minibatches are drawn: `shuffled` passes over all examples, each pass in a new order; or
 * `with-replacement`, each minibatch independently, as the course does.
 */
export type Sampling = "shuffled" | "with-replacement";

/** The options of {@link createMinibatches}. */
export interface MinibatchesOptions {
  /** The number of training examples, at least 1. */
  readonly count: number;
  /** The number of examples of a minibatch, at least 1. */
  readonly batchSize: number;
  /** How they are drawn. */
  readonly sampling: Sampling;
  /** The root seed of the run. */
  readonly seed: number;
}

/** The order in which a run sees its training examples. */
export interface Minibatches {
  /** The number of steps that make an epoch: floor(count / batchSize), at least 1. */
  readonly stepsPerEpoch: number;
  /**
   * Writes the row numbers of the minibatch of `step`, counted from 1, into `out: [batchSize]`. The
   * result does not depend on earlier calls.
   *
   * @throws {RangeError} If `step` is not an integer of at least 1, or `out` has another length.
   */
  fill(step: number, out: Uint32Array): void;
}

/**
 * Creates the minibatch order of a run from its root seed.
 *
 * Section 5.10 of the contract, `docs/contracts/5-data.md`: on the stream `minibatches`, with epoch =
 * floor((step − 1) / stepsPerEpoch) + 1,
 * - `shuffled`: the permutation of `count` on page `epoch`; the n-th step of the epoch takes its n-th
 *   `batchSize` elements. What is left at the end of an epoch, too little for a minibatch, is left
 *   out of that epoch.
 * - `with-replacement`: integers below `count` on page `step`.
 *
 * @throws {RangeError} If a size is not an integer of at least 1, the seed is none, or a shuffled
 * minibatch is larger than the training set.
 *
 * @example
 * ```ts
 * import { createMinibatches } from "@samebit/minibatches";
 * import { assertEquals } from "@std/assert";
 *
 * const batches = createMinibatches({ count: 7, batchSize: 3, sampling: "shuffled", seed: 1 });
 * const [first, second] = [new Uint32Array(3), new Uint32Array(3)];
 * batches.fill(1, first);
 * batches.fill(2, second);
 * assertEquals(batches.stepsPerEpoch, 2);
 * assertEquals(new Set([...first, ...second]).size, 6);
 * ```
 */
export function createMinibatches(options: MinibatchesOptions): Minibatches {
  checkOptions(options);
  const { count, batchSize, sampling, seed } = options;
  const stepsPerEpoch = Math.max(Math.floor(count / batchSize), 1);
  const stream = createStream(seed, "minibatches");
  const write = sampling === "shuffled"
    ? createShuffled(stream, count, batchSize, stepsPerEpoch)
    : (step: number, out: Uint32Array) => fillIntegers(stream, step, count, out);
  return {
    stepsPerEpoch,
    fill(step, out) {
      checkFill(step, out, batchSize);
      write(step, out);
    },
  };
}

/** Keeps the permutation of the last requested epoch: a cache, which changes no result. */
function createShuffled(stream: Stream, count: number, batchSize: number, stepsPerEpoch: number) {
  let cached = { epoch: 0, order: new Uint32Array() as Uint32Array };
  return (step: number, out: Uint32Array): void => {
    const epoch = Math.floor((step - 1) / stepsPerEpoch) + 1;
    if (cached.epoch !== epoch) cached = { epoch, order: permutation(stream, epoch, count) };
    const start = ((step - 1) % stepsPerEpoch) * batchSize;
    out.set(cached.order.subarray(start, start + batchSize));
  };
}

function checkOptions({ count, batchSize, sampling }: MinibatchesOptions): void {
  for (const [name, size] of Object.entries({ count, batchSize })) {
    if (Number.isInteger(size) && size >= 1) continue;
    throw new RangeError(
      `Cannot create minibatches: ${name} is ${size}; wanted an integer of at least 1`,
    );
  }
  if (sampling === "with-replacement" || batchSize <= count) return;
  throw new RangeError(
    `Cannot shuffle ${count} examples into minibatches of ${batchSize}: lower batchSize to ` +
      `${count} or less, or choose sampling "with-replacement"`,
  );
}

function checkFill(step: number, out: Uint32Array, batchSize: number): void {
  if (!Number.isSafeInteger(step) || step < 1) {
    throw new RangeError(`Cannot fill minibatch ${step}: wanted a step of at least 1`);
  }
  if (out.length !== batchSize) {
    throw new RangeError(
      `Cannot fill minibatch ${step}: out has room for ${out.length} rows; wanted ${batchSize}`,
    );
  }
}
