/** Names of axes, variants and classes are text: every chart is drawn whatever they hold. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as vega from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { heatmapChart, importanceChart, parallelChart, rankingChart } from "@samebit/charts";
import { drawFigures } from "@samebit/figures";
import type { ColumnImportance, LabelPredictions, Predictions } from "@samebit/diagnostics";
import { gatherVariants } from "@samebit/findings";
import { LOOKED, sampleLogs, SCALES } from "@samebit/findings/samples";
import { createPalette, fieldTitle } from "@samebit/plotting";
import { recordsOf } from "@samebit/runlog";

const NAMES = [
  ...["a.b", "a[0]", "a]b", "a\\b", "a\\", "'", '"', "`", "${x}", "</script>", "datum.x", "", " "],
  ...["\u2028", "\u2029", "a\nb", "\u202ea", "__proto__", "constructor", "toString", "prototype"],
];

/** Draws a spec without a screen, as a page shows it: one legend serves all charts. */
async function draw(spec: TopLevelSpec): Promise<string> {
  const withoutLegend = (key: string, value: unknown) =>
    key === "color" || key === "strokeDash"
      ? (typeof value === "object" ? { ...value, legend: null } : value)
      : value;
  const { spec: compiled } = compile(JSON.parse(JSON.stringify(spec, withoutLegend)));
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  await view.runAsync();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** Draws a spec as a page does for a file: whole, its expressions interpreted. */
async function save(spec: TopLevelSpec): Promise<string> {
  const { spec: compiled } = compile(structuredClone(spec));
  const runtime = vega.parse(compiled, undefined, { ast: true });
  const view = new vega.View(runtime, { expr: expressionInterpreter, renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

Deno.test("charts of a sweep are drawn whatever its axes, values and variants are called", async () => {
  for (const name of NAMES) {
    const axes = [{ name, levels: [name, `${name}2`] }, { name: `${name}y`, levels: ["1", name] }];
    const [across, down] = axes as [typeof axes[0], typeof axes[0]];
    const candidates = across.levels.flatMap((x, i) =>
      down.levels.map((y, j) => ({
        variant: name,
        tuned: Object.fromEntries([[across.name, x], [down.name, y]]),
        dots: [{ seed: 1, value: 0.1 * i + 0.2 * j }, { seed: 2, value: 0.3 * i + 0.1 * j }],
        mean: 0.2 * i + 0.15 * j,
      }))
    );
    const sweep = { by: recordsOf("classification"), axes, candidates, without: 0, stopped: [] };
    const palette = createPalette([name, "other"]);
    const heat = await draw(heatmapChart(sweep, name, [across, down]));
    assertEquals(heat.match(/aria-roledescription="rect mark"/g)?.length, 4, JSON.stringify(name));
    for (const chart of [importanceChart, parallelChart, rankingChart]) {
      assertStringIncludes(await draw(chart(sweep, palette)), "<svg", JSON.stringify(name));
    }
  }
});

Deno.test("charts of an experiment are drawn whatever its variants and classes are called", async () => {
  for (const name of ["a.b[0]", "a\\", "\u2028", "__proto__", "constructor"]) {
    for (const made of [LOOKED, SCALES]) {
      const variants = made.variants.map((each, at) => at === 0 ? { ...each, label: name } : each);
      const logs = sampleLogs({ ...made, variants, claims: [] });
      const own = gatherVariants(logs);
      const palette = createPalette(own.map(({ label }) => label));
      const figures = drawFigures(own, {
        palette,
        metrics: [],
        record: logs.record,
        predictions: judged(name),
        labels: labelled(name),
        importance: permuted(name),
      });
      assert(figures.length > 3);
      for (const { spec } of figures) assertStringIncludes(await draw(spec), "<svg");
    }
  }
});

/** Predictions of a variant and classes of that name. */
function judged(name: string): Predictions {
  const roc = { area: 0.5, truePositives: Array(51).fill(0.5) };
  const bins = Array(10).fill({ answers: 2, right: 1, confidence: 1.5 });
  const probabilities = [{ seed: 1, roc: [roc, roc], bins, calibrationError: 0.25 }];
  const mistakes = [{ example: 0, label: 0, predicted: 1, loss: 1, values: [0, 255] }];
  return {
    classes: [name, `${name}2`],
    shape: { channels: 1, height: 1, width: 2 },
    variants: [{ variant: name, seeds: [1], counts: [[1, 1], [0, 2]], probabilities, mistakes }],
    first: 0,
    left: 0,
  };
}

/** Predictions of labels of that name. */
function labelled(name: string): LabelPredictions {
  const worst = [{ example: 0, features: [1], loss: 1, missed: [0], added: [1] }];
  const counts = [[{ holds: 2, said: 2, both: 1 }, { holds: 2, said: 1, both: 1 }]];
  return {
    labels: [name, `${name}2`],
    features: [name],
    variants: [{ variant: name, seeds: [1], counts, probabilities: [], worst }],
    first: 0,
    left: 0,
  };
}

/** The importance of a column of that name. */
function permuted(name: string): ColumnImportance {
  const runs = [1, 2].map((seed) => ({ seed, columns: new Map([[name, { n: 1, mean: seed }]]) }));
  return {
    figure: "rmse",
    isTest: false,
    repeats: 1,
    variants: [{ variant: name, runs }, { variant: "other", runs }],
    first: 0,
    left: 0,
  };
}

Deno.test("charts are saved with a legend that names each variant, whatever it is called", async () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    for (const made of [LOOKED, SCALES]) {
      const labels = Array.from({ length: 9 }, (_, at) => at === 1 ? name : `variant ${at}`);
      const variants = labels.map((label, at) => ({ ...made.variants[at % 2]!, label }));
      const logs = sampleLogs({ ...made, variants, claims: [] });
      const own = gatherVariants(logs);
      const palette = createPalette(labels);
      for (const { id, spec } of drawFigures(own, { palette, metrics: [], record: logs.record })) {
        const svg = await save(spec);
        if (JSON.stringify(spec).includes('"strokeDash":{"field":"variant"')) {
          for (const label of labels) assertStringIncludes(svg, `>${label}<`, id);
        }
      }
    }
  }
});

Deno.test("fieldTitle changes in names only what expressions cannot hold", () => {
  assertEquals(fieldTitle("optimizer.learningRate"), "optimizer.learningRate");
  assertEquals(fieldTitle("a\\"), "a\u2216");
  assertEquals(fieldTitle("a\u2028b\nc"), "a b c");
  assertEquals(fieldTitle("__proto__"), "“__proto__”");
});
