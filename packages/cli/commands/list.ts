/**
 * `deno task list`: what experiments there are and how far each is.
 *
 * @module
 */
import {
  BadInput,
  chooseTuned,
  outstanding,
  planExperiment,
  type PlannedExperiment,
  readRunRecord,
  runFolder,
  staleRuns,
} from "@samebit/experiment";
import { type Command, STATUS } from "../command.ts";
import {
  DATA_DIR,
  dataDirOf,
  experimentFiles,
  EXPERIMENTS,
  OUT,
  outOf,
  requireReadable,
} from "../places.ts";
import { formatTable } from "../tables.ts";

/** Lists experiments with their state. */
export const list: Command = {
  usage: {
    name: "list",
    operands: "",
    most: 0,
    about: "List the experiments and what is done of each",
    flags: { "out": OUT, "data-dir": DATA_DIR },
  },
  async run(given, terminal) {
    const out = outOf(given);
    await requireReadable(out);
    const files = await experimentFiles();
    if (files.length === 0) {
      terminal.print(`No experiments in ${EXPERIMENTS}/ yet; write one: deno task new my-question`);
      return STATUS.done;
    }
    const rows: (string | number)[][] = [];
    let status: number = STATUS.done;
    for (const file of files) {
      try {
        rows.push(await rowOf(await planExperiment(file, { dataDir: dataDirOf(given) }), out));
      } catch (error) {
        // One broken file must not hide the others.
        if (!(error instanceof BadInput)) throw error;
        status = STATUS.badInput;
        terminal.complain(`${terminal.red("error")}: ${error.message}`);
      }
    }
    terminal.print(
      formatTable(["experiment", "runs", "done", "stale", "question"], rows, terminal),
    );
    return status;
  },
};

async function rowOf(planned: PlannedExperiment, out: string): Promise<(string | number)[]> {
  const { slug, experiment, runs } = planned;
  const { done } = await outstanding(out, slug, runs);
  const chosen = done.length === runs.length
    ? await chooseTuned(planned, (run) => readRunRecord(runFolder(out, slug, run)))
    : [];
  const stale = await staleRuns(out, slug, [...runs, ...chosen]);
  return [slug, runs.length, done.length, stale.length, experiment.question];
}
