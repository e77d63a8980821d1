import { assertEquals, assertRejects } from "@std/assert";
import { formatSafetensors } from "@samebit/runlog";
import { readFirstLayers } from "./first_layer.ts";
import { readExperiment } from "./read_experiment.ts";
import { writeSample } from "./samples/sample_logs.ts";
import { SMALL } from "./samples/samples.ts";
import { gatherVariants } from "./variants.ts";

/** Writes these weights into the runs of a variant of the small sample, and reads the first layers. */
async function firstLayersOf(weights: Readonly<Record<string, Uint8Array>>) {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, SMALL);
    const folder = `${out}/${SMALL.slug}`;
    const logs = await readExperiment(folder, { logs: "records" });
    for (const { planned } of logs.runs) {
      const path = `${folder}/${planned.folder}/weights-best.safetensors`;
      const own = weights[planned.variant];
      if (own) await Deno.writeFile(path, own);
    }
    return await readFirstLayers(folder, gatherVariants(logs));
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

function weightsOf(name: string, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const values = Float32Array.from({ length: size }, (_, at) => at);
  return formatSafetensors({ arrays: [{ name, shape, values }], metadata: {} });
}

Deno.test("readFirstLayers takes W1 of each variant's first seed, unit by unit", async () => {
  const layers = await firstLayersOf({
    rmsprop: weightsOf("W1", [64, 2]),
    adam: weightsOf("W1", [64, 3]),
  });
  const [rmsprop, adam] = layers!.variants;
  assertEquals([rmsprop!.variant, rmsprop!.units], ["rmsprop", 2]);
  assertEquals([adam!.variant, adam!.seed, adam!.units, adam!.shape.height], ["adam", 1, 3, 8]);
  assertEquals([adam!.weights[1], adam!.weights[64]], [3, 1]);
  assertEquals([layers!.first, layers!.left], [1, 0]);
});

Deno.test("readFirstLayers takes the filters of a convolution over images", async () => {
  const layers = await firstLayersOf({ adam: weightsOf("W1", [4, 3, 2, 2]) });
  const [adam] = layers!.variants;
  assertEquals([adam!.units, adam!.shape], [4, { channels: 3, height: 2, width: 2 }]);
  assertEquals(adam!.weights[13], 13);
  assertEquals(await firstLayersOf({ adam: weightsOf("W1", [4, 12, 2, 2]) }), undefined);
});

Deno.test("readFirstLayers gives nothing if there are no weights of images", async () => {
  assertEquals(await firstLayersOf({}), undefined);
  assertEquals(await firstLayersOf({ adam: weightsOf("W1", [10, 3]) }), undefined);
  assertEquals(await firstLayersOf({ adam: weightsOf("V", [64, 3]) }), undefined);
});

Deno.test("readFirstLayers names a file that it cannot read", async () => {
  await assertRejects(
    () => firstLayersOf({ adam: new Uint8Array(3) }),
    SyntaxError,
    "weights-best.safetensors at byte 0",
  );
});
