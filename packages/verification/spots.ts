/**
 * `deno task verify --spot K`: a few parts of recorded runs made again, drawn by a seed that whoever
 * checks chooses, and what that says about the rest.
 *
 * @module
 */
import type { Engine } from "@samebit/engines";
import { showCount, showNumber } from "@samebit/findings";
import { BadInput, spellText } from "@samebit/input";
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
  /** How many parts are made again. */
  readonly count: number;
  /** The seed by which they are drawn. */
  readonly seed: number;
}

/** What parts are made again with. */
export interface SpotMeans {
  /** An empty folder in which they are made. */
  readonly out: string;
  /** Where they are made, from data files in this folder. */
  readonly engineOf: (places: Pick<Subject, "dataDir" | "kindsDir">) => Engine;
  /** Aborted to stop early. */
  readonly signal: AbortSignal;
}

/** Larger seeds are no float64 integers. */
const SEEDS = 2 ** 32;

/**
 * The parts that were asked for.
 *
 * @param given What the command line says.
 * @param hasRecords Whether recorded runs are at hand.
 * @throws {BadInput} A number is none, or there are no records to take parts of.
 */
export function spotsOf(given: Given, hasRecords: boolean): Spots {
  if (!hasRecords) {
    throw new BadInput("--spot", "wants the recorded runs: add --against DIR");
  }
  const drawn = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const seed = wholeNumber(given, "spot-seed", 0, drawn);
  if (seed >= SEEDS) throw new BadInput("--spot-seed", `cannot be ${seed}; wanted less than 2^32`);
  return { count: wholeNumber(given, "spot", 1, 1), seed };
}

/** Makes parts again, prints what came of each, and returns the exit status. */
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
      "finds no run with states.csv; declare evaluation: { states: true }, and run it with --keep-states N",
    );
  }
  const rows = checked.map(({ segment, differences: [first] }) => [
    `${slugOf(segment)}: ${nameOf(segment)}`,
    `${segment.from ?? 0} to ${segment.to}`,
    first === undefined ? "same" : terminal.red("different"),
    spellText(first ?? ""),
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

/** What a check of some parts leaves open. */
function describeChance(all: number, checked: number): string {
  const forgeries = [...new Set([1, Math.max(1, Math.round(all / 10)), Math.ceil(all / 2), all])];
  const chances = forgeries.map((forged) => {
    const chance = showNumber(probabilityOfMissing(all, checked, forged), ".2~g");
    return `${forged === all ? "all" : forged} of ${all}: ${chance}`;
  });
  return `Probability that a forgery of so many parts would have been missed: ${
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
