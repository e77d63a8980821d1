/**
 * `deno task list`: lists the experiments and how much of each is done.
 *
 * @module
 */
import { JSON_FLAG, outputOf, sayWarnings } from "@samebit/console";
import { RECIPES } from "@samebit/downloads";
import { expand } from "@samebit/experiment";
import { BadInput, escapeText } from "@samebit/input";
import {
  DATA_DIR,
  dataDirOf,
  experimentFiles,
  EXPERIMENTS,
  OUT,
  outOf,
  requireReadable,
} from "@samebit/options";
import { staleRuns } from "@samebit/store";
import {
  followStored,
  type KnownData,
  MissingData,
  outstanding,
  planExperiment,
  type PlannedExperiment,
  readExperimentFile,
  slugOf,
} from "@samebit/sweep";
import { type Command, formatTable, STATUS } from "@samebit/terminal";

/** Shown in place of a state that depends on missing data. */
const NO_DATA = "no data";

/** Lists experiments with their state. */
export const list: Command = {
  usage: {
    name: "list",
    operands: "",
    most: 0,
    about: "List the experiments and how much of each is done",
    flags: { "out": OUT, "data-dir": DATA_DIR, "json": JSON_FLAG },
  },
  async run(given, whole) {
    const { terminal, isJson, give } = outputOf(given, whole);
    const out = outOf(given);
    await requireReadable(out);
    const files = await experimentFiles();
    if (files.length === 0) {
      terminal.print(`No experiments in ${EXPERIMENTS}/ yet; write one: deno task new my-question`);
      give([]);
      return STATUS.done;
    }
    const dataDir = dataDirOf(given);
    const known: KnownData = new Map();
    const rows: Row[] = [];
    const missing = new Set<string>();
    let status: number = STATUS.done;
    for (const file of files) {
      try {
        const planned = await planExperiment(file, { dataDir, known });
        sayWarnings(planned, terminal, `${planned.slug}: `);
        rows.push(await rowOf(planned, out));
      } catch (error) {
        if (error instanceof MissingData) {
          missing.add(error.dataset);
          rows.push(await rowWithoutData(file));
          continue;
        }
        // One broken file must not hide the others.
        if (!(error instanceof BadInput)) throw error;
        status = STATUS.badInput;
        terminal.complain(`${terminal.red("error")}: ${error.message}`);
      }
    }
    give(rows);
    if (isJson) return status;
    terminal.print(
      formatTable(["experiment", "runs", "done", "stale", "question"], rows.map(cellsOf), terminal),
    );
    if (missing.size > 0) terminal.print(describeMissing(missing, dataDir));
    return status;
  },
};

/** How much of an experiment is done, which is unknown without its data. */
interface Row {
  readonly slug: string;
  readonly runs: number;
  readonly done?: number;
  readonly stale?: number;
  readonly question: string;
}

function cellsOf({ slug, runs, done, stale, question }: Row): (string | number)[] {
  return [slug, runs, done ?? NO_DATA, stale ?? "", question];
}

async function rowOf(planned: PlannedExperiment, out: string): Promise<Row> {
  const { slug, experiment } = planned;
  const { search, waiting } = await followStored(out, planned);
  const { runs } = search;
  const { done } = await outstanding(out, slug, runs);
  const chosen = waiting.length === 0 ? search.chosen : [];
  const stale = await staleRuns(out, slug, [...runs, ...chosen]);
  return {
    slug,
    runs: runs.length,
    done: done.length,
    stale: stale.length,
    question: experiment.question,
  };
}

/** Without data it is unknown which runs are done: the hash of the data is part of a run's name. */
async function rowWithoutData(file: string): Promise<Row> {
  const experiment = await readExperimentFile(file);
  return { slug: slugOf(file), runs: expand(experiment).length, question: experiment.question };
}

/** One line about all missing data, and how to get them. */
function describeMissing(missing: ReadonlySet<string>, dataDir: string): string {
  const names = [...missing];
  const fetched = names.filter((name) => RECIPES.some((recipe) => recipe.name === name));
  const remedies = [
    ...fetched.map((name) => `fetch ${name} with deno task data ${name}`),
    "name their folder with --data-dir FOLDER",
  ];
  return escapeText(`${NO_DATA}: ${names.join(", ")} not in ${dataDir}; ${remedies.join(", or ")}`);
}
