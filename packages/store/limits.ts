/**
 * How large a file of the store may be to be read, by its name. A text has to fit into one string
 * of the engine (2^29 - 24 characters), the limits of weights and checkpoints follow from the
 * largest network that can be planned (2^28 parameters); the others are far above anything that is
 * written in practice. A larger file was not written by Samebit, or cannot be read anyway, and is
 * refused before a byte of it is read.
 */
import { checkpointStep, EXPERIMENT_FILES, FAILURE_FILE } from "@samebit/runlog";
import { basename } from "node:path";

/** A kind of file: its name in messages, its largest size, and how it begins. */
export interface Limit {
  /** The kind, as in "more than a log may have". */
  readonly kind: string;
  /** Its largest size in bytes. */
  readonly bytes: number;
  /**
   * A byte that every file of this kind has at a place, so that a file of zeros is not read to its
   * end.
   */
  readonly begins?: { readonly at: number; readonly byte: number };
  /** Whether a larger file is read up to the limit instead of being refused. */
  readonly isCut?: boolean;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** The header of a safetensors file is JSON that follows its length. */
const HEADER = { at: 8, byte: "{".charCodeAt(0) } as const;

/** The kinds of files. */
export type LimitName =
  | "record"
  | "experiment"
  | "log"
  | "weights"
  | "checkpoint"
  | "note"
  | "page"
  | "data"
  | "image"
  | "archive"
  | "lock";

/** The largest sizes by the kind of file. */
export const LIMITS: Readonly<Record<LimitName, Limit>> = {
  /** `run.json`, `environment.json`, `audit.json`: a plan, or a list. */
  record: { kind: "a record", bytes: 16 * MIB },
  /** `experiment.json`: some hundred bytes for each run. */
  experiment: { kind: "an experiment's record", bytes: 256 * MIB },
  /** `steps.csv` and its siblings: about ten million steps. */
  log: { kind: "a log", bytes: 500 * MIB },
  /** `weights-*.safetensors`, `mistakes.safetensors`: 2^28 numbers of eight bytes and a header. */
  weights: { kind: "a file of weights", bytes: 2 * GIB + 16 * MIB, begins: HEADER },
  /** `checkpoint-*.safetensors`: weights, their average, the best ones and the state of a rule. */
  checkpoint: { kind: "a checkpoint", bytes: 16 * GIB, begins: HEADER },
  /** `failed.txt`: a sentence or two; the rest is left out. */
  note: { kind: "a note", bytes: 64 * KIB, isCut: true },
  /** Pages, scripts beside them, and what a batch system is told. */
  page: { kind: "a page", bytes: 500 * MIB },
  /** A file of a data set, or a table of examples. */
  data: { kind: "a data file", bytes: 2 * GIB },
  /** An image, packed as PNG or JPEG. */
  image: { kind: "an image", bytes: 256 * MIB },
  /** The archive of an experiment. */
  archive: { kind: "an archive", bytes: 2 * GIB - 1, begins: { at: 0, byte: "P".charCodeAt(0) } },
  /** A lock beside an experiment: digests of each epoch of each run. */
  lock: { kind: "a lock", bytes: 500 * MIB },
};

/** The limits of files with one name. */
const BY_WHOLE_NAME: ReadonlyMap<string, Limit> = new Map([
  [EXPERIMENT_FILES.record, LIMITS.experiment],
  [FAILURE_FILE, LIMITS.note],
]);

/** The endings of names, with their limits; the first match counts. */
const BY_NAME: readonly (readonly [end: RegExp, limit: Limit])[] = [
  [/^runs-\d+\.json$/, LIMITS.experiment],
  [/\.lock\.json$/, LIMITS.lock],
  [/\.json$/, LIMITS.record],
  [/\.(csv|jsonl)$/, LIMITS.log],
  [/\.safetensors$/, LIMITS.weights],
];

/** The limit of a file of the store by its name; that of pages if it has none of its own. */
export function limitOf(path: string): Limit {
  const name = basename(path);
  const own = BY_WHOLE_NAME.get(name);
  if (own !== undefined) return own;
  if (checkpointStep(name) !== undefined) return LIMITS.checkpoint;
  return BY_NAME.find(([end]) => end.test(name))?.[1] ?? LIMITS.page;
}
