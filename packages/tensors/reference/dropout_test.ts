import { createStream, fillWords, maskThreshold } from "@samebit/random";
import { assert, assertEquals } from "@std/assert";
import { createReferenceKernels } from "./mod.ts";

const kernels = createReferenceKernels();
const stream = createStream(1, "dropout");
const PAGES = [0, 1, 2 ** 32, 2 ** 32 + 7];

Deno.test("dropout decides by the words of the stream's page", () => {
  for (const page of PAGES) {
    const words = new Uint32Array(10);
    fillWords(stream, page, words);
    const x = Float32Array.from({ length: 10 }, (_, i) => i + 1);
    const [mask, y] = [kernels.allocate(10), kernels.allocate(10)];
    kernels.dropout(x, { key: stream.key, page }, maskThreshold(0.5), 2, mask, y, 10);
    const expected = Array.from(words, (word) => word < 2 ** 31 ? 2 : 0);
    assertEquals([...mask], expected);
    assertEquals([...y], expected.map((factor, i) => factor * (i + 1)));
  }
});

Deno.test("dropout keeps nothing below threshold 0 and all below 2^32", () => {
  const x = new Float32Array(1000).fill(3);
  const [mask, y] = [kernels.allocate(1000), kernels.allocate(1000)];
  kernels.dropout(x, { key: stream.key, page: 5 }, 0, 2, mask, y, 1000);
  assert(y.every((value) => value === 0));
  kernels.dropout(x, { key: stream.key, page: 5 }, 2 ** 32, 1, mask, y, 1000);
  assert(y.every((value) => value === 3));
});
