/**
 * A run that is committed with its logs, for tests: what a page would carry of it.
 */
import { RUN_FILES } from "@samebit/runlog";
import type { RecordedRun } from "./rerun.ts";

const EXPERIMENTS = new URL("../../experiments/", import.meta.url);

/** The first recorded run of the experiment `overfit-three-layer`, with its lock's digests. */
export async function readRecordedRun(): Promise<RecordedRun> {
  const runs = new URL("records/overfit-three-layer/runs/", EXPERIMENTS);
  const [folder] = (await Array.fromAsync(Deno.readDir(runs), ({ name }) => name)).sort();
  const read = (name: string) => Deno.readTextFile(new URL(`${folder}/${name}`, runs));
  const files = {
    [RUN_FILES.record]: await read(RUN_FILES.record),
    [RUN_FILES.steps]: await read(RUN_FILES.steps),
    [RUN_FILES.epochs]: await read(RUN_FILES.epochs),
  };
  const lock = new URL("overfit-three-layer.lock.json", EXPERIMENTS);
  const { identity } = JSON.parse(files[RUN_FILES.record]);
  const locked = JSON.parse(await Deno.readTextFile(lock)).runs
    .find((run: { identity: string }) => run.identity === identity);
  const weights = [RUN_FILES.finalWeights, RUN_FILES.bestWeights];
  return { files, digests: Object.fromEntries(weights.map((name) => [name, locked.files[name]])) };
}

/** The same run with one text in place of another in one of its files. */
export function tampered(
  recorded: RecordedRun,
  file: keyof RecordedRun["files"],
  from: string | RegExp,
  to: string,
): RecordedRun {
  return {
    ...recorded,
    files: { ...recorded.files, [file]: recorded.files[file].replace(from, to) },
  };
}
