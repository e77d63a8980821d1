/** Section 10 of the contract: numbers, CSV, safetensors, run.json, identity, chained digests. */
import type { Layer, Parameter } from "@samebit/layers";
import { join } from "node:path";
import { chainEpochs } from "@samebit/locks";
import type { Network } from "@samebit/networks";
import {
  type Column,
  formatHeader,
  formatNumber,
  formatRecord,
  formatRow,
  formatSafetensors,
  LAYER_COLUMNS,
  predictionColumns,
  recordsOf,
  STEP_COLUMNS,
} from "@samebit/runlog";
import { hashOfSources, readSources } from "@samebit/experiment";
import { identityOf, stateDigest } from "@samebit/solver";
import { LayerProbe } from "../../packages/solver/layer_probe.ts";
import { digestsOf } from "./runs.ts";
import { type Case, checkVectors, floatOf, floatsOf, hex64 } from "./vectors.ts";

const { epochs: EPOCHS } = recordsOf("classification");

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  "steps.csv": STEP_COLUMNS,
  "epochs.csv": EPOCHS,
  "layers.csv": LAYER_COLUMNS,
  "predictions.csv": predictionColumns({}, 0),
};

const ARRAYS: Readonly<Record<string, (values: Case) => Case>> = {
  F32: (values) => Float32Array.from(values, floatOf),
  F64: (values) => Float64Array.from(values, floatOf),
  U8: (values) => Uint8Array.from(values),
  U32: (values) => Uint32Array.from(values),
};

/** A network of one affine layer and, perhaps, its relu, as the probe looks at it. */
function oneLayer({ before, gradient, outputs, units, rectified }: Case): Network {
  const tensor = (data: Float32Array | Float64Array) => ({ shape: [data.length], data });
  const weight = {
    name: "W1",
    role: "weight",
    value: tensor(floatsOf(before)),
    gradient: tensor(floatsOf(gradient)),
  } as unknown as Parameter;
  const output = { output: floatsOf(outputs), outputShape: [units] };
  const affine = { name: "affine1", parameters: [weight], ...output } as unknown as Layer;
  const relu = {
    name: "relu1",
    parameters: [],
    activation: { rectified: true },
    ...output,
  } as unknown as Layer;
  return { layers: rectified ? [affine, relu] : [affine] } as unknown as Network;
}

function layersRow(given: Case): string[] {
  const network = oneLayer(given);
  const probe = new LayerProbe(network);
  probe.beforeUpdate();
  network.layers[0]!.parameters[0]!.value.data.set(floatsOf(given.after));
  const [row] = probe.afterUpdate(1, 1, given.outputs.length / given.units);
  return LAYER_COLUMNS.slice(3).map(({ name }) => hex64(row![name]));
}

/**
 * A value with every string of 16 hexadecimal digits under `numbers` as the number it represents.
 */
function withNumbers(value: Case): Case {
  if (typeof value === "string") return /^[0-9a-f]{16}$/.test(value) ? floatOf(value) : value;
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withNumbers(each)]),
  );
}

checkVectors("10-files", {
  number: ({ x }) => formatNumber(floatOf(x)),
  csv({ file, rows }) {
    const columns = COLUMNS[file]!;
    const lines = rows.map((row: string[]) =>
      formatRow(columns, Object.fromEntries(columns.map(({ name }, i) => [name, floatOf(row[i]!)])))
    );
    return formatHeader(columns) + lines.join("");
  },
  layersRow,
  files: ({ plan }) => digestsOf(plan),
  safetensors({ metadata, arrays }) {
    const stored = arrays.map(({ name, dtype, shape, values }: Case) => ({
      name,
      shape,
      values: ARRAYS[dtype]!(values),
    }));
    return formatSafetensors({ arrays: stored, metadata }).toHex();
  },
  runJson: ({ record }) => formatRecord({ ...record, result: withNumbers(record.result) }),
  identity: ({ plan, data }) => identityOf(plan, data),
  async sources({ kind, files }) {
    const folder = await Deno.makeTempDir();
    try {
      for (const [name, text] of Object.entries<string>(files)) {
        await Deno.mkdir(join(folder, name, ".."), { recursive: true });
        await Deno.writeTextFile(join(folder, name), text);
      }
      return hashOfSources(await readSources(join(folder, kind)));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
  chain: ({ steps, epochs, layers }) => chainEpochs(steps, epochs, layers),
  state({ before, step, evaluations, stale, watched, arrays }) {
    const progress = { step, evaluations, stale, ...(watched && { watched: floatOf(watched) }) };
    const stored = arrays.map(({ name, values }: Case) => [name, floatsOf(values)]);
    return stateDigest(before, { progress, arrays: Object.fromEntries(stored) });
  },
});
