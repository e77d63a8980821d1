import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { createStream, maskThreshold } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { createTestLayer, listed, TESTING } from "./testing/layer.ts";

const [ROWS, CHANNELS, PIXELS] = [40, 30, 6];
const COUNT = ROWS * CHANNELS * PIXELS;
const CONFIG = { kind: "channel-dropout", keepRatio: 0.5 } as const;

function createDropout(keepRatio: number) {
  const setUp = { inputShape: [CHANNELS, 2, 3], precision: "float32", maxRows: ROWS } as const;
  return createTestLayer({ ...CONFIG, keepRatio }, {}, setUp);
}

Deno.test("channelDropout keeps or drops a channel of an image as a whole", () => {
  const ones = new Float32Array(COUNT).fill(1);
  const y = createDropout(0.8).forward(ones, ROWS, { training: true, step: 1 });
  const planes = Array.from({ length: ROWS * CHANNELS }, (_, i) => y[i * PIXELS]!);
  planes.forEach((value, i) => {
    const plane = listed(y.subarray(i * PIXELS), PIXELS);
    assertEquals(plane, new Array(PIXELS).fill(value));
  });
  const kept = planes.filter((value) => value !== 0);
  assertAlmostEquals(kept.length / planes.length, 0.8, 0.03);
  assert(kept.every((value) => value === Math.fround(1 / 0.8)));
});

Deno.test("channelDropout draws word n·channels + c of its own stream for channel c of image n", () => {
  const layer = createDropout(0.7);
  const ones = new Float32Array(COUNT).fill(1);
  const y = layer.forward(ones, ROWS, { training: true, step: 3 });
  const [mask, dropped] = [0, 1].map(() => new Float32Array(ROWS * CHANNELS));
  const page = { key: createStream(1, "channelDropout1").key, page: 3 };
  createReferenceKernels().dropout(
    ...[ones, page, maskThreshold(0.7), 1 / 0.7, mask!, dropped!, ROWS * CHANNELS] as const,
  );
  assertEquals(listed(mask!), listed(mask!).map((_, i) => y[i * PIXELS]!));
});

Deno.test("channelDropout sends the gradient back through the mask of the step", () => {
  const layer = createDropout(0.5);
  const mask = listed(
    layer.forward(new Float32Array(COUNT).fill(1), ROWS, { training: true, step: 2 }),
  );
  const threes = new Float32Array(COUNT).fill(3);
  assertEquals(listed(layer.backward(threes, ROWS)), mask.map((value) => 3 * value));
});

Deno.test("channelDropout passes its input through when testing", () => {
  const x = new Float32Array(COUNT).fill(1);
  assertStrictEquals(createDropout(0.5).forward(x, ROWS, TESTING), x);
});

Deno.test("channelDropout refuses lists of features, and a keepRatio of 1", () => {
  assertThrows(
    () => createTestLayer(CONFIG, {}, { inputShape: [6] }),
    RangeError,
    "channelDropout1: input cannot be of shape [6]; wanted [channels, height, width]",
  );
  assertThrows(() => createDropout(1), RangeError, "channelDropout1: keepRatio cannot be 1");
});
