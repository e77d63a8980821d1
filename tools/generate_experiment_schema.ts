/**
 * Writes docs/experiment.schema.json, the JSON schema of the experiment file.
 *
 *     deno run -A tools/generate_experiment_schema.ts [--check]
 */
import { experimentSchema } from "./experiment_schema.ts";
import { formatText } from "./format_text.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const path = "docs/experiment.schema.json";

/** The schema as a file. */
export async function generateExperimentSchema(): Promise<GeneratedFiles> {
  const text = JSON.stringify(experimentSchema(), null, 2);
  return new Map([[path, textContent(await formatText(text, "json"))]]);
}

if (import.meta.main) {
  await runGenerator("tools/generate_experiment_schema.ts", generateExperimentSchema);
}
