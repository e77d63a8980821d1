import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { createReferenceKernels, type Kernels } from "@samebit/tensors";
import { execute, type RunEvent } from "./execute.ts";
import type { Plan } from "./plan.ts";
import {
  digestOfWeights,
  finish,
  FULL,
  lineOf,
  loadDigitsOf,
  textOf,
  TINY,
  train,
} from "./testing_plans.ts";
import { Trainer } from "./trainer.ts";

const stepRows = (events: readonly RunEvent[]) =>
  events.flatMap((event) => event.kind === "step" ? [event.row] : []);
const epochRows = (events: readonly RunEvent[]) =>
  events.flatMap((event) => event.kind === "epoch" ? [event.row] : []);

Deno.test("execute yields epoch 0 first, then each epoch's steps and the epoch", async () => {
  const { events, outcome } = train(TINY, await loadDigitsOf(TINY));
  const told = events.map((event) =>
    event.kind === "step" ? event.row.step : event.kind === "epoch" ? `e${event.row.epoch}` : "?"
  );
  assertEquals(told, [
    "e0",
    ...[1, 2, 3, 4, 5, "e1"],
    ...[6, 7, 8, 9, 10, "e2"],
    ...[11, 12, 13, 14, 15, "e3"],
  ]);
  assertEquals(
    stepRows(events).map(({ epoch }) => epoch),
    [1, 2, 3].flatMap((e) => Array(5).fill(e)),
  );
  assertEquals(outcome.ended, "completed");
  assertEquals([outcome.result.steps, outcome.result.epochs], [15, 3]);
  assertEquals(outcome.result.firstLoss, stepRows(events)[0]!.trainLoss);
  assertEquals(outcome.result.final, epochRows(events).at(-1));
});

Deno.test("execute learns: the training loss falls and the digits are told apart", async () => {
  const plan = { ...TINY, epochs: 20 };
  const { result } = train(plan, await loadDigitsOf(plan)).outcome;
  assert(result.final.trainLoss < 0.5, `the loss is still ${result.final.trainLoss}`);
  assert(result.final.trainAccuracy! > 0.9, `only ${result.final.trainAccuracy} are right`);
});

Deno.test("execute is pure: it gives the same again, and between the steps of another run", async () => {
  const dataset = await loadDigitsOf(FULL);
  const alone = train(FULL, dataset);
  assertEquals(textOf(train(FULL, dataset).outcome), textOf(alone.outcome));

  const kernels = createReferenceKernels("float32");
  const other = execute({ ...FULL, seed: 2 }, dataset, kernels);
  const run = execute(FULL, dataset, kernels);
  const lines: string[] = [];
  let next = run.next();
  while (!next.done) {
    lines.push(lineOf(next.value));
    other.next();
    next = run.next();
  }
  assertEquals(lines, alone.events.map(lineOf));
  assertEquals(textOf(next.value), textOf(alone.outcome));
});

Deno.test("execute gives other numbers for another seed, and the same data", async () => {
  const dataset = await loadDigitsOf(TINY);
  const [one, two] = [1, 2].map((seed) => train({ ...TINY, seed }, dataset));
  assertNotEquals(
    digestOfWeights(one!.outcome.finalWeights),
    digestOfWeights(two!.outcome.finalWeights),
  );
  assertNotEquals(stepRows(one!.events)[0]!.trainLoss, stepRows(two!.events)[0]!.trainLoss);
});

Deno.test("execute starts an untrained network at the loss of guessing, ln 10", async () => {
  const plan: Plan = {
    ...TINY,
    model: { ...TINY.model, initialization: { kind: "scaled", weightScale: 1e-2 } },
  };
  const { events } = train(plan, await loadDigitsOf(plan));
  const [untrained] = epochRows(events);
  assertAlmostEquals(untrained!.trainLoss, Math.log(10), 0.02 * Math.log(10));
  assertAlmostEquals(untrained!.validationLoss, Math.log(10), 0.02 * Math.log(10));
  assertAlmostEquals(stepRows(events)[0]!.trainLoss, Math.log(10), 0.02 * Math.log(10));
});

Deno.test("execute stops when a loss is not finite and names step and place", async () => {
  const plan: Plan = { ...TINY, optimizer: { kind: "sgd", learningRate: 1e18 } };
  const { events, outcome } = train(plan, await loadDigitsOf(plan));
  const last = events.at(-1)!;
  assert(last.kind === "step" && !Number.isFinite(last.row.trainLoss));
  assertEquals(outcome.ended, "diverged");
  const { step, place } = outcome.result.divergedAt!;
  assertEquals(step, last.row.step);
  assertEquals(place, "affine2");
  assertEquals(outcome.result.steps, step - 1);
  assertEquals(outcome.result.best, outcome.result.final);
});

Deno.test("execute clips gradients whose squares are too large, in both precisions", async () => {
  const digits = await loadDigitsOf(TINY);
  const dataset = { ...digits, factor: digits.factor.map(() => 1e20) };
  for (const precision of ["float32", "float64"] as const) {
    const plan: Plan = {
      ...TINY,
      precision,
      model: {
        ...TINY.model,
        hidden: [],
        initialization: { kind: "scaled", weightScale: 0 },
      },
      clipping: { kind: "global-norm", limit: 1 },
    };
    const { outcome } = finish(execute(plan, dataset, createReferenceKernels(precision)));
    assertEquals([outcome.ended, outcome.result.steps], ["completed", 15], precision);
    const norm = Math.hypot(...outcome.finalWeights.flatMap(({ data }) => [...data]));
    assert(norm > 0 && norm <= 15 * 0.01 + 1e-6, `15 steps of at most 0.01 came to ${norm}`);
  }
});

Deno.test("execute stops when only an evaluation finds the loss not finite", async () => {
  const plan: Plan = {
    ...TINY,
    epochs: 1,
    batchSize: 50,
    optimizer: { kind: "sgd", learningRate: 1e38 },
  };
  const { events, outcome } = train(plan, await loadDigitsOf(plan));
  assertEquals(events.map(({ kind }) => kind), ["epoch", "step", "epoch"]);
  assertEquals(outcome.ended, "diverged");
  assertEquals(outcome.result.divergedAt?.step, 1);
  assertEquals(outcome.result.steps, 1);
  assertEquals(outcome.result.final.epoch, 1);
});

Deno.test("execute stops an untrained network whose loss is not finite at step 0", async () => {
  const model: Plan["model"] = {
    ...TINY.model,
    initialization: { kind: "scaled", weightScale: 1e30 },
  };
  const { events, outcome } = train({ ...TINY, model }, await loadDigitsOf(TINY));
  assertEquals(events.map(({ kind }) => kind), ["epoch"]);
  assertEquals(outcome.result.divergedAt, { step: 0, place: "affine2" });
  assertEquals(outcome.result.best.epoch, 0);
});

Deno.test("execute stops early after `patience` evaluations without a better one", async () => {
  const plan: Plan = {
    ...TINY,
    epochs: 12,
    optimizer: { kind: "sgd", learningRate: 0.1 },
    stopping: { kind: "plateau", metric: "validationLoss", patience: 2 },
  };
  const { events, outcome } = train(plan, await loadDigitsOf(plan));
  assertEquals(outcome.ended, "stopped early");
  const losses = epochRows(events).map(({ validationLoss }) => validationLoss);
  const best = losses.indexOf(Math.min(...losses));
  assertEquals(losses.length - 1, best + 2);
  assert(losses.length < 13);
  assertEquals(outcome.result.epochs, losses.length - 1);
});

Deno.test("execute calls a plateau found after the last step completed", async () => {
  const base: Plan = {
    ...TINY,
    optimizer: { kind: "sgd", learningRate: 0.1 },
    stopping: { kind: "plateau", metric: "validationLoss", patience: 2 },
  };
  const dataset = await loadDigitsOf(base);
  const early = train({ ...base, epochs: 12 }, dataset).outcome;
  const plan = { ...base, epochs: early.result.epochs };
  assertEquals(train(plan, dataset).outcome.ended, "completed");
});

Deno.test("execute keeps the weights and running statistics of the best evaluation", async () => {
  const plan: Plan = {
    ...FULL,
    epochs: 8,
    optimizer: { kind: "sgd", learningRate: 0.5 },
  };
  const dataset = await loadDigitsOf(plan);
  const { events, outcome } = train(plan, dataset);
  const rows = epochRows(events);
  const { best, final } = outcome.result;
  const greatest = Math.max(...rows.map(({ validationAccuracy }) => validationAccuracy!));
  assertEquals(best, rows.find(({ validationAccuracy }) => validationAccuracy === greatest));
  assert(best.epoch < final.epoch, "the plan was meant to get worse in the end");
  const names = outcome.bestWeights.map(({ name }) => name);
  assert(names.includes("runningMean1") && names.includes("runningVariance2"));
  assertNotEquals(digestOfWeights(outcome.bestWeights), digestOfWeights(outcome.finalWeights));

  for (
    const [weights, row] of [[outcome.bestWeights, best], [outcome.finalWeights, final]] as const
  ) {
    // One that averages nothing measures what it holds.
    const weightsAlone: Plan = { ...plan, averaging: { kind: "none" } };
    const trainer = new Trainer(weightsAlone, dataset, createReferenceKernels("float32"));
    const { entries, state } = trainer.network;
    const targets = [
      ...entries.map(({ name, value }) => ({ name, data: value.data })),
      ...state.map(({ name, tensor }) => ({ name, data: tensor.data })),
    ];
    for (const { name, data } of targets) data.set(weights.find((w) => w.name === name)!.data);
    assertEquals(trainer.evaluate(row.epoch), row);
    if (row === best) assertEquals(trainer.test(), outcome.result.test);
  }
});

Deno.test("execute measures the test split only if the plan asks for it", async () => {
  const dataset = await loadDigitsOf(TINY);
  const asked = train(TINY, dataset).outcome;
  assertEquals(asked.result.test?.examples, 30);
  const plan = { ...TINY, evaluation: { ...TINY.evaluation, test: false } };
  const hidden = new Proxy(dataset, {
    get(target, name, receiver) {
      if (name === "test") throw new Error("The test split was looked at");
      return Reflect.get(target, name, receiver);
    },
  });
  const { outcome } = train(plan, hidden);
  assertEquals("test" in outcome.result, false);
  assertEquals(digestOfWeights(outcome.finalWeights), digestOfWeights(asked.finalWeights));
});

Deno.test("execute shuffles all examples once an epoch, or draws them with replacement", async () => {
  const dataset = await loadDigitsOf(TINY);
  const seen = (plan: Plan) => {
    const gathered: number[] = [];
    const kernels: Kernels = createReferenceKernels("float32");
    const spying: Kernels = {
      ...kernels,
      gather(values, indices, ...rest) {
        if (indices.length === plan.batchSize) gathered.push(...indices);
        kernels.gather(values, indices, ...rest);
      },
    };
    finish(execute({ ...plan, epochs: 1 }, dataset, spying));
    return gathered;
  };
  const shuffled = seen(TINY);
  assertEquals(shuffled.toSorted((a, b) => a - b), Array.from({ length: 50 }, (_, i) => i));
  const drawn = seen({ ...TINY, sampling: "with-replacement" });
  assertEquals(drawn.length, 50);
  assert(new Set(drawn).size < 50, "fifty draws from fifty without one twice");
});

Deno.test("execute evaluates on as many training examples as the plan says, or on all", async () => {
  const dataset = await loadDigitsOf(TINY);
  const accuracies = (trainExamples: number) => {
    const plan = { ...TINY, evaluation: { ...TINY.evaluation, trainExamples, test: false } };
    return epochRows(train(plan, dataset).events).map(({ trainAccuracy }) => trainAccuracy);
  };
  assertEquals(accuracies(50), accuracies(1000));
  assert(accuracies(7).every((accuracy) => Number.isInteger(Math.round(accuracy! * 7e9) / 1e9)));
  assertNotEquals(accuracies(7), accuracies(50));
});

Deno.test("execute includes the penalty in a step's loss and leaves it out of evaluations", async () => {
  const dataset = await loadDigitsOf(TINY);
  const [plain, penalised] = [0, 0.1].map((l2) => train({ ...TINY, l2 }, dataset));
  assertEquals(epochRows(penalised!.events)[0], epochRows(plain!.events)[0]);
  const W = new Trainer(TINY, dataset, createReferenceKernels("float32")).network.parameters;
  const squares = Float64Array.from(W.values.subarray(0, W.weights)).reduce(
    (sum, w) => sum + w * w,
    0,
  );
  const difference = stepRows(penalised!.events)[0]!.trainLoss -
    stepRows(plain!.events)[0]!.trainLoss;
  assertAlmostEquals(difference, 0.05 * squares, 1e-5);
});

Deno.test("execute follows the schedule and writes each step's learning rate", async () => {
  const plan: Plan = {
    ...TINY,
    optimizer: { kind: "sgd", learningRate: 0.25 },
    schedule: { kind: "epoch-decay", factor: 0.5, warmupSteps: 2 },
  };
  const rates = stepRows(train(plan, await loadDigitsOf(plan)).events).map((row) =>
    row.learningRate
  );
  assertEquals(rates, [
    0.125,
    ...Array(4).fill(0.25),
    ...Array(5).fill(0.125),
    ...Array(5).fill(0.0625),
  ]);
});

Deno.test("execute trains in float64 as well, near the float32 numbers", async () => {
  const dataset = await loadDigitsOf(FULL);
  const plan: Plan = { ...FULL, optimizer: { kind: "sgd", learningRate: 0.01 } };
  const single = train(plan, dataset).outcome;
  const double: Plan = { ...plan, precision: "float64" };
  const { outcome } = finish(execute(double, dataset, createReferenceKernels("float64")));
  assert(outcome.finalWeights.every(({ data }) => data instanceof Float64Array));
  const { trainLoss } = outcome.result.final;
  assertNotEquals(trainLoss, single.result.final.trainLoss);
  assertAlmostEquals(trainLoss, single.result.final.trainLoss, 1e-4);
});

Deno.test("execute refuses kernels whose precision is not the plan's, or coarser than the data", async () => {
  const dataset = await loadDigitsOf(TINY);
  const values = Float64Array.from(dataset.train.values);
  const fine = { ...dataset, train: { ...dataset.train, values } };
  assertThrows(
    () => execute(TINY, dataset, createReferenceKernels("float64")).next(),
    RangeError,
    "Cannot train a plan in float32 with the reference kernels in float64",
  );
  assertThrows(
    () => execute(TINY, fine, createReferenceKernels("float32")).next(),
    RangeError,
    'Cannot train in float32 on data in float64: set precision "float64"',
  );
});

Deno.test("execute measures and saves averaged weights, and trains the others", async () => {
  const weightsAlone: Plan = { ...FULL, averaging: { kind: "none" } };
  const dataset = await loadDigitsOf(FULL);
  const plain = train(weightsAlone, dataset);
  const averaged = train(FULL, dataset);
  assertEquals(stepRows(averaged.events), stepRows(plain.events));

  // By hand: the average of what the plain run's network held after each step.
  const kernels = createReferenceKernels("float32");
  const trainer = new Trainer(weightsAlone, dataset, kernels);
  const average = trainer.weights();
  for (let step = 1; step <= 15; step++) {
    trainer.step(step);
    const decay = Math.min(0.9, (1 + step) / (10 + step));
    for (const [name, array] of Object.entries(trainer.weights())) {
      kernels.blend(average[name]!, array, decay, array.length);
    }
  }
  trainer.restoreWeights(average);
  const { final } = averaged.outcome.result;
  assertEquals(trainer.evaluate(3), final);
  assertNotEquals(final, plain.outcome.result.final);
  for (const { name, data } of averaged.outcome.finalWeights) {
    const held = [
      ...trainer.network.entries.map((entry) => ({ name: entry.name, data: entry.value.data })),
      ...trainer.network.state.map((entry) => ({ name: entry.name, data: entry.tensor.data })),
    ].find((tensor) => tensor.name === name)!;
    assertEquals(data, held.data, name);
  }
});

Deno.test("execute augments what it trains on and nothing that it measures", async () => {
  const still: Plan = { ...TINY, optimizer: { kind: "sgd", learningRate: 1e-30 } };
  const moved: Plan = {
    ...still,
    augmentation: {
      kind: "images",
      flip: true,
      shift: 1,
      edge: "zeros",
      erase: 0,
      mixup: 0,
      cutmix: 0,
    },
  };
  const dataset = await loadDigitsOf(still);
  const [a, b] = [train(still, dataset), train(moved, dataset)];
  assertEquals(b.outcome.result.final, a.outcome.result.final);
  assertEquals(b.outcome.result.test, a.outcome.result.test);
  assertNotEquals(stepRows(b.events), stepRows(a.events));
});

Deno.test("execute refuses a shuffled minibatch larger than the training split", async () => {
  const dataset = await loadDigitsOf(TINY);
  const run = execute({ ...TINY, batchSize: 51 }, dataset, createReferenceKernels("float32"));
  assertThrows(() => run.next(), RangeError, "Cannot shuffle 50 examples into minibatches of 51");
});
