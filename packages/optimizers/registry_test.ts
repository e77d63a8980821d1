/** Worked examples and family tests over every update rule; a rule without an example does not compile. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createReferenceKernels } from "@samebit/tensors";
import { createOptimizer, OPTIMIZER_DEFAULTS, type OptimizerConfig } from "./registry.ts";

type Kind = OptimizerConfig["kind"];

/** Two steps on w = [1, −2] with learning rate 0.5, of which the first number is a weight. */
interface WorkedExample {
  readonly config: OptimizerConfig;
  readonly gradients: readonly [readonly number[], readonly number[]];
  readonly expected: readonly [readonly number[], readonly number[]];
  readonly state: Readonly<Record<string, readonly number[]>>;
}

const RATE = 0.5;

const WORKED_EXAMPLES: { readonly [K in Kind]: WorkedExample } = {
  sgd: {
    config: { kind: "sgd", learningRate: RATE },
    gradients: [[2, -4], [1, 1]],
    expected: [[0, 0], [-0.5, -0.5]],
    state: {},
  },
  momentum: {
    // v = [−1, 2], then 0.5·v − 0.5·g = [−1, 0.5].
    config: { kind: "momentum", learningRate: RATE, momentum: 0.5 },
    gradients: [[2, -4], [1, 1]],
    expected: [[0, 0], [-1, 0.5]],
    state: { velocity: [-1, 0.5] },
  },
  nesterov: {
    // u = [−1, 2], w += 1.5·u; then u = [−2.5, 1], w += 1.5·u − 0.5·[−1, 2].
    config: { kind: "nesterov", learningRate: RATE, momentum: 0.5 },
    gradients: [[2, -4], [4, 0]],
    expected: [[-0.5, 1], [-3.75, 1.5]],
    state: { velocity: [-2.5, 1] },
  },
  adagrad: {
    // cache = [9, 16], roots 3 and 4; then [25, 25], roots 5.
    config: { kind: "adagrad", learningRate: RATE, epsilon: 1 },
    gradients: [[3, -4], [4, 3]],
    expected: [[1 - 1.5 / 4, -2 + 2 / 5], [1 - 1.5 / 4 - 2 / 6, -2 + 2 / 5 - 1.5 / 6]],
    state: { cache: [25, 25] },
  },
  rmsprop: {
    // cache = [4, 16], then 0.75·[4, 16] + 0.25·[4, 16]: roots 2 and 4 both times.
    config: { kind: "rmsprop", learningRate: RATE, decay: 0.75, epsilon: 1 },
    gradients: [[4, -8], [2, 4]],
    expected: [[1 - 2 / 3, -2 + 4 / 5], [1 - 2 / 3 - 1 / 3, -2 + 4 / 5 - 2 / 5]],
    state: { cache: [4, 16] },
  },
  adam: {
    // With a constant gradient both corrected means are g and g²: a step is 0.5·g / (|g| + 1).
    config: { kind: "adam", learningRate: RATE, beta1: 0.5, beta2: 0.75, epsilon: 1 },
    gradients: [[3, -1], [3, -1]],
    expected: [[0.625, -1.75], [0.25, -1.5]],
    state: { m: [2.25, -0.75], v: [0.4375 * 9, 0.4375] },
  },
  adamw: {
    // As Adam, and the weight loses 0.5·0.25 of itself first; what is no weight does not decay.
    config: {
      kind: "adamw",
      learningRate: RATE,
      beta1: 0.5,
      beta2: 0.75,
      epsilon: 1,
      weightDecay: 0.25,
    },
    gradients: [[3, -1], [3, -1]],
    expected: [[0.875 - 0.375, -1.75], [0.875 * 0.5 - 0.375, -1.5]],
    state: { m: [2.25, -0.75], v: [0.4375 * 9, 0.4375] },
  },
  lion: {
    // c = [1, −1], signs 1 and −1, m = [0.5, −0.5]; then c = [−0.25, −0.5], signs −1 and −1. The
    // weight loses 0.5·0.25 of itself first; what is no weight does not decay.
    config: { kind: "lion", learningRate: RATE, beta1: 0.5, beta2: 0.75, weightDecay: 0.25 },
    gradients: [[2, -2], [-1, -0.5]],
    expected: [[0.375, -1.5], [0.375 * 0.875 + 0.5, -1]],
    state: { m: [0.125, -0.5] },
  },
  muon: {
    // No weight matrix is named: v = g, w −= 0.5·1.5·g; then v = [2, −1], w −= 0.5·(g + 0.5·v).
    config: { kind: "muon", learningRate: RATE, momentum: 0.5 },
    gradients: [[2, -4], [1, 1]],
    expected: [[-0.5, 1], [-1.5, 0.75]],
    state: { velocity: [2, -1] },
  },
};

const KINDS = Object.keys(WORKED_EXAMPLES) as Kind[];

function assertAllClose(actual: Iterable<number>, expected: readonly number[], tolerance: number) {
  const numbers = [...actual];
  assertEquals(numbers.length, expected.length);
  numbers.forEach((value, i) => assertAlmostEquals(value, expected[i]!, tolerance));
}

for (const kind of KINDS) {
  Deno.test(`createOptimizer of ${kind} makes its worked example's two steps`, () => {
    const { config, gradients, expected, state } = WORKED_EXAMPLES[kind];
    const optimizer = createOptimizer(config, createReferenceKernels("float64"), 2);
    const values = Float64Array.of(1, -2);
    [1, 2].forEach((step, i) => {
      const parameters = { values, gradients: Float64Array.from(gradients[i]!), weights: 1 };
      optimizer.update(parameters, RATE, step);
      assertAllClose(values, expected[i]!, 1e-14);
    });
    assertEquals(optimizer.kind, kind);
    assertEquals(Object.keys(optimizer.state), Object.keys(state));
    for (const name in state) assertAllClose(optimizer.state[name]!, state[name]!, 1e-14);
  });

  Deno.test(`createOptimizer of ${kind} lowers a quadratic with its defaults`, () => {
    const config = OPTIMIZER_DEFAULTS[kind];
    const optimizer = createOptimizer(config, createReferenceKernels("float32"), 3);
    const values = Float32Array.of(1, -2, 0.5);
    const loss = () => values.reduce((sum, w) => sum + 0.5 * w * w, 0);
    const before = loss();
    for (let step = 1; step <= 100; step++) {
      const parameters = { values, gradients: values.slice(), weights: 2 };
      optimizer.update(parameters, config.learningRate, step);
    }
    assert(loss() < before * 0.97, `${loss()} is not below ${before}`);
  });

  Deno.test(`createOptimizer of ${kind} continues bit for bit from saved state`, () => {
    const run = (from: number, to: number, values: Float32Array, state: Saved): Saved => {
      const config = OPTIMIZER_DEFAULTS[kind];
      const optimizer = createOptimizer(config, createReferenceKernels("float32"), 3);
      for (const name in state) optimizer.state[name]!.set(state[name]!);
      for (let step = from; step <= to; step++) {
        const gradients = values.map((w, i) => w - i / step);
        optimizer.update({ values, gradients, weights: 2 }, 0.01, step);
      }
      return JSON.parse(JSON.stringify(
        Object.fromEntries(Object.entries(optimizer.state).map(([k, v]) => [k, Array.from(v)])),
      ));
    };
    const whole = Float32Array.of(1, -2, 0.5);
    const wholeState = run(1, 9, whole, {});
    const halves = Float32Array.of(1, -2, 0.5);
    const halvesState = run(5, 9, halves, run(1, 4, halves, {}));
    assertEquals(new Uint32Array(halves.buffer), new Uint32Array(whole.buffer));
    assertEquals(halvesState, wholeState);
  });

  Deno.test(`createOptimizer of ${kind} refuses hyperparameters out of range and other lengths`, () => {
    const kernels = createReferenceKernels("float32");
    const config = { ...OPTIMIZER_DEFAULTS[kind], learningRate: -1 };
    const message = `${kind}: learningRate cannot be -1; wanted a number above 0`;
    assertThrows(() => createOptimizer(config, kernels, 2), RangeError, message);
    const optimizer = createOptimizer(OPTIMIZER_DEFAULTS[kind], kernels, 2);
    const parameters = { values: new Float32Array(3), gradients: new Float32Array(3), weights: 1 };
    assertThrows(
      () => optimizer.update(parameters, 1, 1),
      RangeError,
      `Cannot update 3 parameters by ${kind}: it was created for 2`,
    );
  });
}

Deno.test("createOptimizer of lion does not change a parameter that never had a gradient, and shows NaN", () => {
  const config = { ...OPTIMIZER_DEFAULTS.lion, weightDecay: 1 };
  const optimizer = createOptimizer(config, createReferenceKernels("float32"), 2);
  const values = Float32Array.of(1, 2);
  optimizer.update({ values, gradients: Float32Array.of(NaN, 0), weights: 0 }, 0.5, 1);
  assertEquals([...values], [NaN, 2]);
});

/** Where five steps of the iteration bring a singular value that is this share of the norm. */
function brought(share: number): number {
  let s = share;
  for (let step = 0; step < 5; step++) s = s * (3.4445 - 4.775 * s * s + 2.0315 * s * s * s * s);
  return s;
}

Deno.test("createOptimizer of muon orthogonalizes each weight matrix, and stretches wide outputs", () => {
  const config = { kind: "muon", learningRate: 1, momentum: 0 } as const;
  // diag(3, 4), of norm 5; then [3, 0, 0; 0, 4, 0] with more outputs than inputs; then a bias.
  const matrices = [
    { start: 0, rows: 2, columns: 2, outputs: "columns" },
    { start: 4, rows: 2, columns: 3, outputs: "columns" },
    { start: 10, rows: 3, columns: 2, outputs: "columns" },
  ] as const;
  const optimizer = createOptimizer(config, createReferenceKernels("float64"), 17, matrices);
  const values = new Float64Array(17);
  const gradients = Float64Array.of(3, 0, 0, 4, 3, 0, 0, 0, 4, 0, 3, 0, 0, 4, 0, 0, 7);
  optimizer.update({ values, gradients, weights: 16 }, 1, 1);
  const [a, b] = [brought(3 / 5), brought(4 / 5)];
  const wide = Math.sqrt(3 / 2);
  const expected = [a, 0, 0, b, a * wide, 0, 0, 0, b * wide, 0, a, 0, 0, b, 0, 0, 7];
  assertAllClose(values.map((w) => -w), expected, 1e-6);
});

type Saved = Readonly<Record<string, readonly number[]>>;

Deno.test("createOptimizer refuses decays of 1 and an epsilon of 0", () => {
  const kernels = createReferenceKernels("float32");
  const { adam, adamw, momentum, rmsprop } = OPTIMIZER_DEFAULTS;
  const cases: readonly [OptimizerConfig, string][] = [
    [
      { ...momentum, momentum: 1 },
      "momentum: momentum cannot be 1; wanted a number from 0 to below 1",
    ],
    [{ ...rmsprop, decay: 1 }, "decay cannot be 1"],
    [{ ...adam, beta2: 1.5 }, "beta2 cannot be 1.5"],
    [{ ...adam, epsilon: 0 }, "epsilon cannot be 0; wanted a number above 0"],
    [{ ...adamw, weightDecay: NaN }, "weightDecay cannot be NaN; wanted a number from 0"],
  ];
  for (const [config, problem] of cases) {
    assertThrows(() => createOptimizer(config, kernels, 2), RangeError, problem);
  }
});

Deno.test("OPTIMIZER_DEFAULTS has the course's hyperparameters", () => {
  assertEquals(OPTIMIZER_DEFAULTS.sgd.learningRate, 1e-2);
  assertEquals(OPTIMIZER_DEFAULTS.momentum, {
    kind: "momentum",
    learningRate: 1e-2,
    momentum: 0.9,
  });
  assertEquals([OPTIMIZER_DEFAULTS.rmsprop.decay, OPTIMIZER_DEFAULTS.rmsprop.epsilon], [
    0.99,
    1e-8,
  ]);
  const { learningRate, beta1, beta2, epsilon } = OPTIMIZER_DEFAULTS.adam;
  assertEquals([learningRate, beta1, beta2, epsilon], [1e-3, 0.9, 0.999, 1e-8]);
});

// ---- the course's unit checks: w, dw and state evenly spaced over 20 numbers -------------------

function linspace(from: number, to: number): Float64Array {
  return Float64Array.from({ length: 20 }, (_, i) => from + (to - from) * i / 19);
}

function courseStep(
  config: OptimizerConfig,
  state: Readonly<Record<string, Float64Array>>,
  learningRate: number,
  step: number,
) {
  const optimizer = createOptimizer(config, createReferenceKernels("float64"), 20);
  for (const name in state) optimizer.state[name]!.set(state[name]!);
  const values = linspace(-0.4, 0.6);
  const parameters = { values, gradients: linspace(-0.6, 0.4), weights: 20 };
  optimizer.update(parameters, learningRate, step);
  return { first: values.subarray(0, 5), state: optimizer.state };
}

Deno.test("createOptimizer of momentum passes the course's check of sgd_momentum", () => {
  const velocity = linspace(0.6, 0.9);
  const after = courseStep(OPTIMIZER_DEFAULTS.momentum, { velocity }, 1e-3, 1);
  assertAllClose(after.first, [0.1406, 0.20738947, 0.27417895, 0.34096842, 0.40775789], 1e-8);
  const expected = [0.5406, 0.55475789, 0.56891579, 0.58307368, 0.59723158];
  assertAllClose(after.state.velocity!.subarray(0, 5), expected, 1e-8);
});

Deno.test("createOptimizer of rmsprop passes the course's check of rmsprop", () => {
  const cache = linspace(0.6, 0.9);
  const after = courseStep(OPTIMIZER_DEFAULTS.rmsprop, { cache }, 1e-2, 1);
  const expected = [-0.39223849, -0.34037513, -0.28849239, -0.23659121, -0.18467247];
  assertAllClose(after.first, expected, 1e-8);
});

Deno.test("createOptimizer of adam passes the course's check of adam, at its sixth step", () => {
  const state = { m: linspace(0.6, 0.9), v: linspace(0.7, 0.5) };
  const after = courseStep(OPTIMIZER_DEFAULTS.adam, state, 1e-2, 6);
  const expected = [-0.40094747, -0.34836187, -0.29577703, -0.24319299, -0.19060977];
  assertAllClose(after.first, expected, 1e-8);
});
