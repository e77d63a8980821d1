/**
 * The recorded results that documents quote: for an experiment, its `experiment.json` and the
 * `run.json` and `epochs.csv` of each run, byte for byte, in one committed file. Each is read only if the lock beside
 * the experiment has its SHA-256, so a number in a document is one that `deno task verify` repeats.
 *
 *     deno run -A tools/evidence.ts SLUG...    gathers what lies in reports/
 */
import { fileURLToPath } from "node:url";
import { type Findings, findingsOf, type LogSource, readPlannedRuns } from "@samebit/findings";
import { parseLock } from "@samebit/locks";
import { EXPERIMENT_FILES, parseLog, RUN_FILES } from "@samebit/runlog";
import { readText, sha256Of } from "@samebit/store";

/** The files of a run that are kept. */
const KEPT = [RUN_FILES.record, RUN_FILES.epochs];

/** Text by path below the folder of an experiment. */
type Evidence = Readonly<Record<string, string>>;

/** The path of an experiment's evidence. */
export function evidencePath(slug: string): string {
  return `docs/evidence/${slug}.json`;
}

/**
 * What an experiment has found, from its committed evidence.
 *
 * @param answer A text of a document, whose references are filled in as those of an answer.
 * @throws {SyntaxError} If the evidence is not that of the lock, or a reference leads nowhere.
 */
export async function readFindings(root: string, slug: string, answer = ""): Promise<Findings> {
  const path = evidencePath(slug);
  const evidence: Evidence = JSON.parse(await Deno.readTextFile(`${root}/${path}`));
  const place = `experiments/${slug}.lock.json`;
  const lock = parseLock(await Deno.readTextFile(`${root}/${place}`), place);
  const locked = new Map(
    lock.runs.map(({ identity, files }) => [identity, files]),
  );
  const textOf = (name: string) => evidence[name.replace(/^\.\//, "")];
  const source: LogSource = {
    readText: (name) => Promise.resolve(textOf(name)),
    readLog(name, columns, options) {
      const text = textOf(name);
      return Promise.resolve(
        text === undefined ? undefined : parseLog(text, columns, name, options),
      );
    },
  };
  const planned = await readPlannedRuns(".", { logs: "records", source });
  if (planned === undefined) throw new SyntaxError(`${path}: has no ${EXPERIMENT_FILES.record}`);
  for (const { folder, identity } of planned.record.runs) {
    const isLocked = KEPT.every((name) => {
      const text = evidence[`${folder}/${name}`];
      return text !== undefined && sha256Of(text) === locked.get(identity)?.[name];
    });
    if (isLocked) continue;
    throw new SyntaxError(
      `${path}: ${folder} is not the run of ${place}; run the experiment, then ` +
        `deno run -A tools/evidence.ts ${slug}`,
    );
  }
  return findingsOf({ ...planned, record: { ...planned.record, answer } });
}

/** The evidence of an experiment that has been run, as text. */
async function gather(slug: string): Promise<string> {
  const folder = `reports/${slug}`;
  const record = await readText(`${folder}/${EXPERIMENT_FILES.record}`);
  if (record === undefined) throw new SyntaxError(`${folder}: run the experiment first`);
  const { runs } = JSON.parse(record) as { readonly runs: readonly { readonly folder: string }[] };
  const names = runs.flatMap((run) => KEPT.map((name) => `${run.folder}/${name}`));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readText(`${folder}/${name}`)] as const),
  );
  const evidence = { [EXPERIMENT_FILES.record]: record, ...Object.fromEntries(texts) };
  return JSON.stringify(evidence, null, 2) + "\n";
}

if (import.meta.main) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  for (const slug of Deno.args) {
    const path = evidencePath(slug);
    await Deno.mkdir("docs/evidence", { recursive: true });
    await Deno.writeTextFile(path, await gather(slug));
    const { logs } = await readFindings(root, slug);
    console.log(`${path}: ${logs.runs.length} runs, each as in the lock`);
  }
}
