/**
 * The golden files: every chart and both pages of a small sample, as text that is committed. A test
 * compares them; a change that is meant is written by
 *
 *     deno run --allow-read --allow-write packages/report/golden_files.ts
 *
 * and reviewed as a difference of the files in `golden/`.
 */
import { createPalette } from "./charts/palette.ts";
import { renderExperimentPage } from "./page/experiment_page.tsx";
import { drawFigures } from "./page/figures.ts";
import { renderIndexPage } from "./page/index_page.tsx";
import { sampleLogs } from "./sample_logs.ts";
import { SMALL } from "./samples.ts";
import { gatherVariants } from "./variants.ts";

/** The text of every golden file by its name. */
export function goldenFiles(): Readonly<Record<string, string>> {
  const logs = sampleLogs(SMALL);
  const variants = gatherVariants(logs);
  const palette = createPalette(variants.map(({ label }) => label));
  const charts = drawFigures(variants, palette, logs.record.claims)
    .map(({ id, spec }) => [`${id}.json`, JSON.stringify(spec, null, 2) + "\n"]);
  return {
    ...Object.fromEntries(charts),
    "experiment.html": renderExperimentPage(logs),
    "index.html": renderIndexPage([logs]),
  };
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(goldenFiles())) {
    await Deno.writeTextFile(new URL(`golden/${name}`, import.meta.url), text);
  }
}
