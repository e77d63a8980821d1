/**
 * An experiment of the repository for tests that look at all of them. Its file is the project's own,
 * so it is imported: the sandbox would take a second for each. `experiments_test.ts` shows that the
 * sandbox gives the same.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkExperiment, type Experiment } from "@samebit/experiment";
import { ROOT } from "./command_line.ts";

/** The checked declaration of an experiment, and its file. */
export async function importExperiment(
  slug: string,
): Promise<{ readonly experiment: Experiment; readonly file: string }> {
  const file = join(ROOT, "experiments", `${slug}.ts`);
  const { default: declared } = await import(pathToFileURL(file).href);
  return { experiment: checkExperiment(declared, file), file };
}
