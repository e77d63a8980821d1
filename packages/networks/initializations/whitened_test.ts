import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { createNetwork, type NetworkConfig } from "../registry.ts";
import { requireWhitens } from "../whitened_network.ts";
import { PLAIN_PURPOSE } from "../testing/plain.ts";
import { createWhitening, type WhitenedConfig } from "./whitened.ts";

const CONFIG: WhitenedConfig = { kind: "whitened", images: 40, epsilon: 1e-6, others: "he" };
const SHAPE = [1, 5, 4];
const CONVOLUTION = {
  ...{ kind: "convolution", filters: 10, kernel: 2, stride: 1 } as const,
  ...{ padding: "valid", groups: 1, bias: false } as const,
};
const NETWORK: NetworkConfig = { kind: "layers", layers: [CONVOLUTION, { kind: "flatten" }] };

/** Images whose neighbouring pixels are alike. */
function createImages(): Float64Array {
  const noise = new Float64Array(40 * 21);
  fillNormal(createStream(3, "images"), 0, noise);
  return Float64Array.from({ length: 40 * 20 }, (_, i) => noise[i]! + 0.8 * noise[i + 1]!);
}

function createWhitened() {
  const network = createNetwork(NETWORK, {
    ...{ ...PLAIN_PURPOSE, inputShape: SHAPE, initialization: CONFIG },
  }, {
    kernels: createReferenceKernels("float64"),
    maxRows: 40,
    stream: (name) => createStream(1, name),
  });
  const drawn = network.entries[0]!.value.data.slice();
  const whitening = createWhitening(CONFIG, SHAPE, network.entries[0]!);
  const images = createImages();
  whitening.add(images, 25);
  whitening.add(images.subarray(25 * 20), 15);
  whitening.finish();
  return { network, drawn, images };
}

Deno.test("createWhitening gives uncorrelated channels of equal variance", () => {
  const { network, images } = createWhitened();
  network.scores(images, 40);
  const { output } = network.layers[0]!;
  const places = 4 * 3;
  const product = (a: number, b: number) => {
    let sum = 0;
    for (let n = 0; n < 40; n++) {
      for (let p = 0; p < places; p++) {
        sum += output[(n * 10 + a) * places + p]! * output[(n * 10 + b) * places + p]!;
      }
    }
    return sum / (40 * places);
  };
  for (let a = 0; a < 4; a++) {
    for (let b = 0; b <= a; b++) assertAlmostEquals(product(a, b), a === b ? 1 : 0, 1e-5);
    assertAlmostEquals(product(a, a + 4), -1, 1e-5);
  }
});

Deno.test("createWhitening leaves filters alone if no direction is left for them", () => {
  const { network, drawn } = createWhitened();
  const filters = network.entries[0]!.value.data;
  assertEquals(filters.slice(8 * 4), drawn.slice(8 * 4));
  assert(filters[0] !== drawn[0]);
});

Deno.test("requireWhitens wants a convolution of one group first, with patches within images", () => {
  const check = (layers: Extract<NetworkConfig, { kind: "layers" }>["layers"]) =>
    requireWhitens({ kind: "layers", layers }, SHAPE, 3, CONFIG);
  assertEquals(check([CONVOLUTION, { kind: "flatten" }]), 40 * 12 * 16);
  assertThrows(
    () => check([{ kind: "relu" }, CONVOLUTION, { kind: "flatten" }]),
    RangeError,
    "relu1",
  );
  const grouped = { ...CONVOLUTION, groups: 2 };
  const two = { kind: "layers", layers: [grouped, { kind: "flatten" }] } as const;
  assertThrows(() => requireWhitens(two, [2, 5, 4], 3, CONFIG), RangeError, "2 groups");
  const wide = { ...CONVOLUTION, kernel: 5, padding: "same" } as const;
  assertThrows(
    () => check([wide, { kind: "flatten" }]),
    RangeError,
    "larger than images of 5 by 4",
  );
});
