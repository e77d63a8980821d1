/**
 * `confirmations.json` in an experiment's folder: who else has repeated its runs, as
 * `deno task confirmations --out` found it. Signatures are checked there, by OpenSSH; a page shows
 * the findings, only for runs whose files are still the ones that were repeated.
 */
import { type Findings, showCount } from "@samebit/findings";
import {
  BadInput,
  faultsOf,
  FROM_0,
  list,
  object,
  refuseFaults,
  schemaOf,
  SHA256_DIGITS,
  value,
} from "@samebit/input";
import { EXPERIMENT_FILES } from "@samebit/runlog";
import { type Digests, readText, replaceFile, sha256Of } from "@samebit/store";

/** A confirmation whose signature counts. */
export interface Confirmed {
  /** Who signed it. */
  readonly by: string;
  /** When, as ISO 8601 has it. */
  readonly when: string;
  /** Processor, system and architecture. */
  readonly machine: string;
  /** Deno's version and the kernels. */
  readonly engine: string;
  /** The runs that were repeated. */
  readonly runs: readonly ConfirmedRun[];
  /** How many of them were the same, bit for bit. */
  readonly same: number;
}

/** A run that somebody has repeated. */
export interface ConfirmedRun {
  /** Its identity. */
  readonly identity: string;
  /** The digest of its files, see {@link digestOfFiles}. */
  readonly files: string;
}

/** What a page says about a confirmation. */
export interface ShownConfirmation extends Confirmed {
  /** How many of the page's runs are among those that were repeated, with the same files. */
  readonly here: number;
}

/** SHA-256 of the digests of a run's files, a line each, by name. */
export function digestOfFiles(digests: Digests): string {
  const lines = Object.keys(digests).sort().map((name) => `${digests[name]}  ${name}\n`);
  return sha256Of(lines.join(""));
}

/** Writes the findings into an experiment's folder. */
export async function writeConfirmed(
  folder: string,
  confirmed: readonly Confirmed[],
): Promise<string> {
  const path = `${folder}/${EXPERIMENT_FILES.confirmations}`;
  await replaceFile(path, JSON.stringify(confirmed, null, 2) + "\n");
  return path;
}

/**
 * Reads the confirmations of an experiment and counts for each how many of the page's runs it is
 * about; none if there is no such file.
 *
 * @param readFiles Reads the digests of runs' files, by the folders of runs.
 * @throws {SyntaxError} The file is damaged.
 */
export async function readConfirmed(
  folder: string,
  { logs }: Findings,
  readFiles: () => Promise<ReadonlyMap<string, Digests>>,
): Promise<ShownConfirmation[]> {
  const path = `${folder}/${EXPERIMENT_FILES.confirmations}`;
  const text = await readText(path);
  if (text === undefined) return [];
  const filesOf = await readFiles();
  const here = new Map(
    logs.runs.flatMap(({ planned: { identity, folder } }) => {
      const digests = filesOf.get(folder);
      return digests === undefined ? [] : [[identity, digestOfFiles(digests)] as const];
    }),
  );
  return parseConfirmed(text, path).map((confirmed) => ({
    ...confirmed,
    here: confirmed.runs.filter(({ identity, files }) => here.get(identity) === files).length,
  }));
}

const plain = value(
  "a text in plain letters",
  (text) => typeof text === "string" && /^[ -~]{1,700}$/.test(text),
);

const CONFIRMED = list(
  object({
    by: plain,
    when: plain,
    machine: plain,
    engine: plain,
    runs: list(object({ identity: SHA256_DIGITS, files: SHA256_DIGITS }), "a list of runs"),
    same: schemaOf(FROM_0),
  }),
  "a list of confirmations",
);

function parseConfirmed(text: string, path: string): readonly Confirmed[] {
  try {
    const parsed: unknown = JSON.parse(text);
    refuseFaults(path, faultsOf(CONFIRMED, parsed));
    return parsed as readonly Confirmed[];
  } catch (error) {
    if (!(error instanceof BadInput || error instanceof SyntaxError)) throw error;
    throw new SyntaxError(
      `Cannot read ${path}: ${error.message}; write it again with deno task confirmations --out`,
    );
  }
}

/** Such as `3 of 4 runs, all the same`. */
export function describeConfirmed({ here, runs, same }: ShownConfirmation, of: number): string {
  const result = same === runs.length ? "the same" : `${runs.length - same} not the same`;
  return `${here} of ${showCount(of, "run")}, ${result}`;
}
