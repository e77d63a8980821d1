import { assertEquals, assertRejects } from "@std/assert";
import { formatSafetensors } from "@samebit/runlog";
import { readFirstLayer } from "./first_layer.ts";
import { readExperiment } from "./read_experiment.ts";
import { writeSample } from "./samples/sample_logs.ts";
import { SMALL } from "./samples/samples.ts";
import { gatherVariants } from "./variants.ts";

/** Writes these weights into every run of the small sample, and reads the first layer. */
async function firstLayerOf(weights: Uint8Array | undefined) {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, SMALL);
    const folder = `${out}/${SMALL.slug}`;
    const logs = await readExperiment(folder, { logs: "records" });
    for (const { planned } of logs.runs) {
      const path = `${folder}/${planned.folder}/weights-best.safetensors`;
      if (weights) await Deno.writeFile(path, weights);
    }
    return await readFirstLayer(folder, gatherVariants(logs));
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

function weightsOf(name: string, shape: [number, number]): Uint8Array {
  const values = Float32Array.from({ length: shape[0] * shape[1] }, (_, at) => at);
  return formatSafetensors({ arrays: [{ name, shape, values }], metadata: {} });
}

Deno.test("readFirstLayer takes W1 of the best variant's first seed", async () => {
  const layer = await firstLayerOf(weightsOf("W1", [64, 3]));
  assertEquals([layer!.variant, layer!.seed, layer!.units], ["adam", 1, 3]);
  assertEquals([layer!.shape.height, layer!.weights[4]], [8, 4]);
});

Deno.test("readFirstLayer gives nothing if there are no weights of images", async () => {
  assertEquals(await firstLayerOf(undefined), undefined);
  assertEquals(await firstLayerOf(weightsOf("W1", [10, 3])), undefined);
  assertEquals(await firstLayerOf(weightsOf("V", [64, 3])), undefined);
});

Deno.test("readFirstLayer names a file that it cannot read", async () => {
  await assertRejects(
    () => firstLayerOf(new Uint8Array(3)),
    SyntaxError,
    "weights-best.safetensors at byte 0",
  );
});
