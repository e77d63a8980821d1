/**
 * What the runs of a variant predict for targets, numbers or labels, as in their files: the names
 * of targets and features, the log of each run, and which examples are the worst.
 */
import type { LogSource, RunLogs } from "@samebit/findings";
import { predictionColumns, RUN_FILES } from "@samebit/runlog";
import { parseNames, readLastLog, readMistakeArrays } from "./stored_predictions.ts";

/** More columns than a real table has. */
const MOST_NAMES = 100_000;

/** An example that was kept with its features. */
export interface KeptExample {
  /** Its position in the test split. */
  readonly example: number;
  /** Its features as they are stored; none of images. */
  readonly features: readonly number[];
}

/** What the runs of one variant say of targets. */
export interface TargetLogs {
  /** The names of the targets. */
  readonly targets: readonly string[];
  /** The names of the features; `feature 1` and so on if they have none. */
  readonly features: readonly string[];
  /** `predictions.csv` of each run, by column. */
  readonly logs: readonly Readonly<Record<string, Float64Array>>[];
  /** The worst predicted examples of the first run, the worst first. */
  readonly worst: readonly KeptExample[];
}

/**
 * Reads the files of the runs of a variant.
 *
 * @throws {SyntaxError} naming the file, if one cannot be read.
 */
export async function readTargetLogs(
  folder: string,
  runs: readonly RunLogs[],
  source: LogSource,
): Promise<TargetLogs> {
  const places = runs.map(({ planned }) => `${folder}/${planned.folder}`);
  const { arrays, metadata, path } = await readMistakeArrays(places[0]!);
  const targets = parseNames(metadata["targets"], path, "targets", MOST_NAMES);
  const columns = predictionColumns(runs[0]!.record!.plan, targets.length);
  const logs: Readonly<Record<string, Float64Array>>[] = [];
  for (const place of places) {
    logs.push((await readLastLog(source, place, RUN_FILES.predictions, columns)).log.values);
  }
  const worst = arrays.find(({ name }) => name === "examples")?.values ?? [];
  const stored = arrays.find(({ name }) => name === "features");
  const width = stored?.shape[1] ?? 0;
  const features = metadata["features"] === undefined
    ? Array.from({ length: width }, (_, i) => `feature ${i + 1}`)
    : parseNames(metadata["features"], path, "features", MOST_NAMES);
  return {
    targets,
    features,
    logs,
    worst: Array.from(worst, (example, row) => ({
      example,
      features: Array.from(stored?.values.subarray(row * width, (row + 1) * width) ?? []),
    })),
  };
}
