/**
 * The recorded results that documents quote: for an experiment, its `experiment.json` and the
 * `run.json` of each run, byte for byte, in one committed file. Each is read only if the lock beside
 * the experiment has its SHA-256, so a number in a document is one that `deno task verify` repeats.
 *
 *     deno run -A tools/evidence.ts SLUG...    gathers what lies in reports/
 */
import { fileURLToPath } from "node:url";
import { type Findings, findingsOf, readPlannedRuns } from "@samebit/findings";
import { parseLock } from "@samebit/locks";
import { EXPERIMENT_FILES, RUN_FILES } from "@samebit/runlog";
import { readText, sha256Of } from "@samebit/store";

/** Text by path below the folder of an experiment. */
type Evidence = Readonly<Record<string, string>>;

/** Where the evidence of an experiment lies. */
export function evidencePath(slug: string): string {
  return `docs/evidence/${slug}.json`;
}

/**
 * What an experiment has found, from its committed evidence.
 *
 * @param answer A text of a document, whose references are filled in as those of an answer.
 * @throws {SyntaxError} The evidence is not that of the lock, or a reference leads nowhere.
 */
export async function readFindings(root: string, slug: string, answer = ""): Promise<Findings> {
  const path = evidencePath(slug);
  const evidence: Evidence = JSON.parse(await Deno.readTextFile(`${root}/${path}`));
  const place = `experiments/${slug}.lock.json`;
  const lock = parseLock(await Deno.readTextFile(`${root}/${place}`), place);
  const locked = new Map(
    lock.runs.map(({ identity, files }) => [identity, files[RUN_FILES.record]]),
  );
  const source = {
    readText: (name: string) => Promise.resolve(evidence[name.replace(/^\.\//, "")]),
    readLog: () => Promise.resolve(undefined),
  };
  const planned = await readPlannedRuns(".", { logs: "records", source });
  if (planned === undefined) throw new SyntaxError(`${path}: has no ${EXPERIMENT_FILES.record}`);
  for (const { folder, identity } of planned.record.runs) {
    const text = evidence[`${folder}/${RUN_FILES.record}`];
    if (text !== undefined && sha256Of(text) === locked.get(identity)) continue;
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
  const texts = await Promise.all(runs.map(async (run) => {
    const name = `${run.folder}/${RUN_FILES.record}`;
    return [name, await readText(`${folder}/${name}`)] as const;
  }));
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
