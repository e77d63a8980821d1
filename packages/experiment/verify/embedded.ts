/**
 * Whether an experiment can be run by someone who has only the repository.
 *
 * @module
 */
import { loadDataset } from "@samebit/datasets";
import type { Experiment } from "../experiment.ts";
import { expand } from "../expand.ts";

/** Whether all data sets of an experiment come with the code: loading them asks for no file. */
export async function isEmbedded(experiment: Experiment): Promise<boolean> {
  const configs = new Map(
    expand(experiment).map(({ plan: { dataset } }) => [JSON.stringify(dataset), dataset]),
  );
  for (const config of configs.values()) {
    let asked = false;
    const readFile = () => {
      asked = true;
      return Promise.reject(new Deno.errors.NotFound("No file is read here"));
    };
    try {
      await loadDataset(config, { readFile });
    } catch (error) {
      if (!asked) throw error;
    }
    if (asked) return false;
  }
  return true;
}
