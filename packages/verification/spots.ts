/**
 * `deno task verify --spot K`: repeats a few parts of recorded runs, drawn by a seed that the
 * person who checks chooses, and says what that means for the rest.
 *
 * @module
 */
import type { Engine } from "@samebit/engines";
import { showCount, showNumber } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import {
  type CheckedSegment,
  checkSegment,
  drawSegments,
  formatRunName,
  probabilityOfMissing,
  type Segment,
  segmentsOf,
} from "@samebit/locks";
import { formatTable, type Given, STATUS, type Terminal, wholeNumber } from "@samebit/terminal";
import type { Subject } from "./verify_subjects.ts";

/** How many parts, and which. */
export interface Spots {
  /** How many parts to repeat. */
  readonly count: number;
  /** The seed by which they are drawn. */
  readonly seed: number;
}

/** How parts are repeated. */
export interface SpotMeans {
  /** An empty folder to repeat them in. */
  readonly out: string;
  /** Where they are executed, from data files in this folder. */
  readonly engineOf: (places: Pick<Subject, "dataDir" | "kindsDir">) => Engine;
  /** Aborted to stop early. */
  readonly signal: AbortSignal;
}

/** Seeds are 32-bit integers. */
const SEEDS = 2 ** 32;

/**
 * The requested parts.
 *
 * @param given The command line.
 * @param hasRecords Whether recorded runs are available.
 * @throws {BadInput} A number is not valid, or there are no records to take parts of.
 */
export function spotsOf(given: Given, hasRecords: boolean): Spots {
  if (!hasRecords) {
    throw new BadInput("--spot", "needs the recorded runs: add --against DIR");
  }
  const drawn = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const seed = wholeNumber(given, "spot-seed", 0, drawn);
  if (seed >= SEEDS) {
    throw new BadInput("--spot-seed", `cannot be ${seed}; wanted a number below 2^32`);
  }
  return { count: wholeNumber(given, "spot", 1, 1), seed };
}

/** Repeats parts, prints the verdict on each, and returns the exit status. */
export async function checkSpots(
  subjects: readonly Subject[],
  { count, seed }: Spots,
  { out, engineOf, signal }: SpotMeans,
  terminal: Terminal,
): Promise<number> {
  const segments: Segment[] = [];
  const subjectOf = new Map<Segment, Subject>();
  const slugOf = (segment: Segment) => subjectOf.get(segment)!.planned.slug;
  for (const subject of subjects) {
    for (const segment of await segmentsIn(subject)) {
      segments.push(segment);
      subjectOf.set(segment, subject);
    }
  }
  const all = segments.length;
  const drawn = drawSegments(segments, count, seed);
  terminal.print(`${drawn.length} of ${showCount(all, "part")}, drawn by seed ${seed}`);
  const checked: CheckedSegment[] = [];
  for (const segment of drawn) {
    const engine = engineOf(subjectOf.get(segment)!);
    const options = { out, engine, signal, onEvent: () => {} };
    checked.push(await checkSegment(segment, slugOf(segment), options));
    if (signal.aborted) return STATUS.interrupted;
  }
  if (checked.length === 0) {
    throw new BadInput(
      "--spot",
      "finds no run with states.csv; declare evaluation: { states: true }, and run the experiment with --keep-states N",
    );
  }
  const rows = checked.map(({ segment, differences: [first] }) => [
    `${slugOf(segment)}: ${nameOf(segment)}`,
    `${segment.from ?? 0} to ${segment.to}`,
    first === undefined ? "same" : terminal.red("different"),
    escapeText(first ?? ""),
  ]);
  terminal.print(formatTable(["run", "epochs", "verdict", "first difference"], rows, terminal));
  const wrong = checked.filter(({ differences }) => differences.length > 0).length;
  if (wrong > 0) {
    terminal.print(`${wrong} of ${showCount(checked.length, "part")} not the same`);
    return STATUS.failed;
  }
  terminal.print(`${showCount(checked.length, "part")} of ${all} the same, bit for bit`);
  terminal.print(describeChance(all, checked.length));
  return STATUS.done;
}

/** What checking only some parts leaves open. */
function describeChance(all: number, checked: number): string {
  const forgeries = [...new Set([1, Math.max(1, Math.round(all / 10)), Math.ceil(all / 2), all])];
  const chances = forgeries.map((forged) => {
    const chance = showNumber(probabilityOfMissing(all, checked, forged), ".2~g");
    return `${forged === all ? "all" : forged} of ${all}: ${chance}`;
  });
  return `Probability that a forgery of this many parts would have been missed: ${
    chances.join("; ")
  }`;
}

/** The parts of all recorded runs of an experiment. */
async function segmentsIn({ matches, records }: Subject): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const match of matches) {
    if (match.kind !== "comparable") continue;
    const record = records.get(match.run.identity);
    if (record !== undefined) segments.push(...await segmentsOf(match.run, record));
  }
  return segments;
}

function nameOf({ run: { variant, seed } }: Segment): string {
  return formatRunName({ label: variant, seed });
}
