/**
 * What the runs of each variant owe to the columns of their tables, as `importance.csv` has it: the
 * mean over the repeats, and its interval. The logs are read here; nothing is drawn.
 */
import { FILES, type LogSource, type RunLogs, type Variant } from "@samebit/findings";
import { type FigureName, importanceColumns, recordsOf, RUN_FILES, taskOf } from "@samebit/runlog";
import { summarize, type Summary } from "@samebit/statistics";
import { hasImportance, readLastLog, variantsWith } from "./stored_predictions.ts";

/** What one run owes to its columns. */
export interface RunImportance {
  /** Its seed. */
  readonly seed: number;
  /** The importance over the repeats, by the name of the column in the order of the table. */
  readonly columns: ReadonlyMap<string, Summary>;
}

/** What the runs of one variant owe to their columns. */
export interface VariantImportance {
  /** The variant. */
  readonly variant: string;
  /** By run; at least one. */
  readonly runs: readonly RunImportance[];
}

/** The importance of the columns of an experiment. */
export interface ColumnImportance {
  /** The figure that gets worse. */
  readonly figure: FigureName;
  /** Whether it is that of the test split, and not of the validation split. */
  readonly isTest: boolean;
  /** How often each column was permuted in a run. */
  readonly repeats: number;
  /** By variant, in the order of the experiment; at least one. */
  readonly variants: readonly VariantImportance[];
  /** The place of the best by validation among them. */
  readonly first: number;
  /** How many variants have the same that is not here. */
  readonly left: number;
}

/**
 * Reads it of the chosen candidate's complete runs of each variant; undefined where there is none. A
 * run in which an importance is not a number is left out.
 *
 * @throws {SyntaxError} naming the file, if one cannot be read.
 */
export async function readColumnImportance(
  folder: string,
  all: readonly Variant[],
  source: LogSource = FILES,
): Promise<ColumnImportance | undefined> {
  const { variants: found, first, left } = variantsWith(all, hasImportance);
  const variants: VariantImportance[] = [];
  for (const { label, runs } of found) {
    const read: RunImportance[] = [];
    for (const run of runs) read.push(await readRun(folder, run, source));
    const finite = read.filter(isFinite);
    if (finite.length > 0) variants.push({ variant: label, runs: finite });
  }
  if (variants.length === 0) return undefined;
  const { plan } = found[0]!.runs[0]!.record!;
  const { test, importance } = plan["evaluation"] as unknown as Asked;
  return {
    figure: recordsOf(taskOf(plan)).figure,
    isTest: test,
    repeats: importance.repeats,
    variants,
    first: Math.max(0, variants.findIndex(({ variant }) => variant === found[first]!.label)),
    left,
  };
}

/** What a plan says of it; that it does has been looked at. */
interface Asked {
  readonly test: boolean;
  readonly importance: { readonly repeats: number };
}

async function readRun(
  folder: string,
  { planned, record }: RunLogs,
  source: LogSource,
): Promise<RunImportance> {
  const { plan, columns = [] } = record!;
  const { importance: { repeats } } = plan["evaluation"] as unknown as Asked;
  const place = `${folder}/${planned.folder}`;
  const { log, path } = await readLastLog(
    source,
    place,
    RUN_FILES.importance,
    importanceColumns(plan),
  );
  const { column, repeat, importance } = log.values as Readonly<Record<string, Float64Array>>;
  const isInPlace = (at: number) =>
    column![at] === Math.floor(at / repeats) + 1 && repeat![at] === at % repeats + 1;
  const strange = Array.from(column!.keys()).find((at) => !isInPlace(at));
  if (strange !== undefined || log.rows !== columns.length * repeats) {
    throw new SyntaxError(
      `Cannot read ${path}: it does not have ${repeats} repeats of each of the ${columns.length} ` +
        `columns in ${RUN_FILES.record}, in their order`,
    );
  }
  const summaries = columns.map((name, at) =>
    [name, summarize([...importance!.subarray(at * repeats, (at + 1) * repeats)])] as const
  );
  return { seed: planned.seed, columns: new Map(summaries) };
}

function isFinite({ columns }: RunImportance): boolean {
  return [...columns.values()].every(({ mean }) => Number.isFinite(mean));
}

/** The importance of each column by variant, by name and seed, for `report.json`. */
export function importanceNumbers(
  { variants }: ColumnImportance,
): ReadonlyMap<string, Readonly<Record<string, ReadonlyMap<number, number>>>> {
  return new Map(variants.map(({ variant, runs }) => {
    const names = [...runs[0]!.columns.keys()];
    const numbers = names.map((name) =>
      [
        `importance of ${name}`,
        new Map(runs.map(({ seed, columns }) => [seed, columns.get(name)!.mean])),
      ] as const
    );
    return [variant, Object.fromEntries(numbers)];
  }));
}
