import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type ActivationConfig, ACTIVATIONS } from "./activations.ts";
import { bits, createTestLayer, list, TESTING, TRAINING } from "./testing/layer.ts";

const INPUTS = [-3, -1, -0.5, 0, 0.5, 2];

/** What an activation gives for the inputs, and its slopes there, by 30-digit arithmetic. */
interface Known {
  readonly config: ActivationConfig;
  readonly y: readonly number[];
  readonly slopes: readonly number[];
}

/** Every kind has its row; one that has none is an error of types. */
const KNOWN: { readonly [K in ActivationConfig["kind"]]: Known } = {
  "relu": { config: { kind: "relu" }, y: [0, 0, 0, 0, 0.5, 2], slopes: [0, 0, 0, 0, 1, 1] },
  "leaky-relu": {
    config: { kind: "leaky-relu", slope: 0.25 },
    y: [-0.75, -0.25, -0.125, 0, 0.5, 2],
    slopes: [0.25, 0.25, 0.25, 0.25, 1, 1],
  },
  "elu": {
    config: { kind: "elu", alpha: 1 },
    y: [-0.9502129316321361, -0.6321205588285577, -0.3934693402873666, 0, 0.5, 2],
    slopes: [0.04978706836786394, 0.3678794411714423, 0.6065306597126334, 1, 1, 1],
  },
  "gelu": {
    config: { kind: "gelu" },
    y: [
      ...[-0.004049694094890284, -0.1586552539314571, -0.1542687693629934],
      ...[0, 0.3457312306370066, 1.954499736103642],
    ],
    slopes: [
      ...[-0.01194564720418393, -0.0833154705876863, 0.1325048753438372],
      ...[0.5, 0.8674951246561628, 1.085231801078197],
    ],
  },
  "gelu-tanh": {
    config: { kind: "gelu-tanh" },
    y: [
      ...[-0.003637392081773019, -0.1588080093917233, -0.1542859901748561],
      ...[0, 0.3457140098251439, 1.954597694087775],
    ],
    slopes: [
      ...[-0.01158416663096973, -0.08296408384578256, 0.1326300964653577],
      ...[0.5, 0.8673699035346423, 1.086099256623618],
    ],
  },
  "silu": {
    config: { kind: "silu" },
    y: [
      ...[-0.1422776195327003, -0.2689414213699951, -0.1887703343990727],
      ...[0, 0.3112296656009273, 1.761594155955765],
    ],
    slopes: [
      ...[-0.08810410601516962, 0.07232948812851327, 0.2600388126973482],
      ...[0.5, 0.7399611873026518, 1.090784248784895],
    ],
  },
  "tanh": {
    config: { kind: "tanh" },
    y: [
      ...[-0.9950547536867305, -0.7615941559557649, -0.4621171572600098],
      ...[0, 0.4621171572600098, 0.9640275800758169],
    ],
    slopes: [
      ...[0.009866037165440191, 0.4199743416140261, 0.7864477329659274],
      ...[1, 0.7864477329659274, 0.07065082485316447],
    ],
  },
  "sigmoid": {
    config: { kind: "sigmoid" },
    y: [
      ...[0.04742587317756678, 0.2689414213699951, 0.3775406687981454],
      ...[0.5, 0.6224593312018546, 0.8807970779778824],
    ],
    slopes: [
      ...[0.04517665973091213, 0.1966119332414819, 0.2350037122015945],
      ...[0.25, 0.2350037122015945, 0.1049935854035065],
    ],
  },
};

Deno.test("every activation gives the values and the slopes of its formula", () => {
  for (const [kind, { config, y, slopes }] of Object.entries(KNOWN)) {
    for (const [precision, tolerance] of [["float64", 1e-14], ["float32", 2e-7]] as const) {
      const layer = createTestLayer(config, {}, { precision, inputShape: [3] });
      const Numbers = precision === "float32" ? Float32Array : Float64Array;
      const found = layer.forward(Numbers.from(INPUTS), 2, TRAINING);
      y.forEach((value, i) => assertAlmostEquals(found[i]!, value, tolerance, kind));
      const grads = layer.backward(new Numbers(6).fill(2), 2);
      slopes.forEach((slope, i) => assertAlmostEquals(grads[i]!, 2 * slope, 2 * tolerance, kind));
    }
  }
});

Deno.test("every activation keeps the shape, trains as it tests and lets NaN through", () => {
  for (const { config } of Object.values(KNOWN)) {
    const layer = createTestLayer(config, {}, { inputShape: [1, 2] });
    assertEquals(layer.outputShape, [1, 2]);
    const x = Float64Array.of(NaN, -1, 2, 0.5);
    const trained = layer.forward(x, 2, TRAINING).slice();
    assertEquals(bits(layer.forward(x, 2, TESTING)), bits(trained));
    assertEquals(trained.findIndex(Number.isNaN), 0);
    assertEquals(trained.findLastIndex(Number.isNaN), 0);
  }
});

Deno.test("only a unit of the rectifier can be dead", () => {
  for (const [kind, { config }] of Object.entries(KNOWN)) {
    assertEquals(createTestLayer(config).activation, { rectified: kind === "relu" }, kind);
  }
});

Deno.test("every activation is finite for finite numbers, and so is its slope", () => {
  const largest = 3.4028234663852886e38;
  const x = Float32Array.of(largest, -largest, 1e20, -1e20, 1e-45, -1e-45, 90, -90);
  for (const [kind, { config }] of Object.entries(KNOWN)) {
    const layer = createTestLayer(config, {}, { precision: "float32", inputShape: [8] });
    const y = layer.forward(x, 1, TRAINING);
    const grads = layer.backward(new Float32Array(8).fill(1), 1);
    for (const values of [y, grads]) assert(list(values, 8).every(Number.isFinite), kind);
  }
});

Deno.test("elu refuses an alpha of 0", () => {
  assertThrows(
    () => createTestLayer({ kind: "elu", alpha: 0 }),
    RangeError,
    "elu1: alpha cannot be 0; wanted a number above 0",
  );
});

Deno.test("ACTIVATIONS have defaults for all their fields, so that a name alone is enough", () => {
  for (const [kind, { fields }] of Object.entries(ACTIVATIONS)) {
    for (const field of Object.values<{ readonly default?: unknown }>(fields)) {
      assert(field.default !== undefined, kind);
    }
  }
});
