import { assertAlmostEquals, assertEquals } from "@std/assert";
import { formatHeader, formatRow, LAYER_COLUMNS, parseLog } from "@samebit/runlog";
import { type LayerLog, METRICS } from "./metrics.ts";
import { readExperiment } from "./read_experiment.ts";
import { sampleLogs, writeSample } from "./samples/sample_logs.ts";
import { LOOKED } from "./samples/samples.ts";
import { metricOf } from "./variants.ts";

/** Steps 1 and 21 of two hidden layers and the scores. */
const ROWS = [
  { step: 1, layer: 1, effectiveLearningRate: 0.5, deadUnits: 0, activationSpread: 2 },
  { step: 1, layer: 2, effectiveLearningRate: 0.5, deadUnits: 0, activationSpread: 0.5 },
  { step: 1, layer: 3, effectiveLearningRate: 1, deadUnits: NaN, activationSpread: 9 },
  { step: 21, layer: 1, effectiveLearningRate: 0.25, deadUnits: 0.25, activationSpread: 4 },
  { step: 21, layer: 2, effectiveLearningRate: 0.125, deadUnits: 0.75, activationSpread: 4 },
  { step: 21, layer: 3, effectiveLearningRate: 1, deadUnits: NaN, activationSpread: 9 },
];

function logOf(rows: readonly Readonly<Record<string, number>>[]): LayerLog {
  const rest = { epoch: 1, gradientNorm: 1, weightNorm: 1, updateRatio: 1, activationMean: 1 };
  const lines = rows.map((row) => formatRow(LAYER_COLUMNS, { ...rest, ...row }));
  return parseLog(formatHeader(LAYER_COLUMNS) + lines.join(""), LAYER_COLUMNS, "layers.csv");
}

Deno.test("METRICS compare the layers at the end with those of the first step", () => {
  const { result } = sampleLogs(LOOKED).runs[0]!.record!;
  const of = (name: "effectiveLearningRateLeft" | "activationSpreadKept" | "deadUnits") =>
    METRICS[name].of(result!, { layers: logOf(ROWS) })!;
  // The geometric mean of 1/2, 1/4 and 1.
  assertAlmostEquals(of("effectiveLearningRateLeft"), 0.5, 1e-12);
  assertEquals(of("activationSpreadKept"), 0.25);
  assertEquals(of("deadUnits"), 0.5);
});

Deno.test("METRICS follow the spread through layers whose units cannot be dead, but for the last", () => {
  const { result } = sampleLogs(LOOKED).runs[0]!.record!;
  const log = logOf(ROWS.map((row) => ({ ...row, deadUnits: NaN })));
  assertEquals(METRICS.activationSpreadKept.of(result!, { layers: log }), 0.25);
  assertEquals(METRICS.deadUnits.of(result!, { layers: log }), NaN);
});

Deno.test("METRICS of layers are absent if nothing was measured, NaN if there is no row", () => {
  const [run] = sampleLogs(LOOKED).runs;
  const { layers, ...unmeasured } = run!;
  assertEquals(layers!.rows > 0, true);
  assertEquals(metricOf(unmeasured, "deadUnits"), undefined);
  for (const name of ["effectiveLearningRateLeft", "activationSpreadKept", "deadUnits"] as const) {
    assertEquals(metricOf({ ...run!, layers: logOf([]) }, name), NaN);
  }
});

Deno.test("readExperiment reads the layers beside the records if a claim needs them", async () => {
  const out = await Deno.makeTempDir();
  try {
    const claim = { says: "", metric: "deadUnits", lower: "adam", than: "rmsprop" } as const;
    for (const [slug, claims] of [["with", [claim]], ["without", []]] as const) {
      await writeSample(out, { ...LOOKED, slug, claims });
      const { runs } = await readExperiment(`${out}/${slug}`, { logs: "records" });
      assertEquals(runs[0]!.layers?.rows, claims.length > 0 ? 12 : undefined);
    }
    const { runs } = await readExperiment(`${out}/without`);
    assertEquals(runs[0]!.layers?.rows, 12);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});
