/**
 * The probabilities of all variants as charts and `report.json` have them, whatever the task.
 */
import type { ProbabilityFigures, RocFigures } from "./figures.ts";
import { meanRoc } from "./figures.ts";

/** The figures of the probabilities of the runs of one variant. */
export interface VariantProbabilities {
  /** The variant. */
  readonly variant: string;
  /** By run, for runs whose probabilities are numbers. */
  readonly runs: readonly ProbabilityFigures[];
}

/** The probabilities of an experiment. */
export interface Probabilities {
  /** The names of the classes, or of the labels. */
  readonly names: readonly string[];
  /** Whether these are two classes, whose curves are one. */
  readonly isPair: boolean;
  /** By variant, in the order of the experiment; at least one has a run. */
  readonly variants: readonly VariantProbabilities[];
  /** How many variants have probabilities that are not here. */
  readonly left: number;
}

/** One curve that a reader may choose. */
export interface Curve {
  /** Its name; names are unique. */
  readonly option: string;
  /** What it is of a run; undefined where the run has none. */
  of(run: ProbabilityFigures): RocFigures | undefined;
}

/** The curves: one for two classes, otherwise the mean of all first. */
export function curvesOf({ names, isPair }: Probabilities): Curve[] {
  const own = names.map((name, at): Curve => ({
    option: names.indexOf(name) === at ? name : `${name} (${at})`,
    of: ({ roc }) => roc[at],
  }));
  if (isPair) return own.slice(1);
  return [{ option: `mean of ${names.length}`, of: ({ roc }) => meanRoc(roc) }, ...own];
}

/** The numbers of a variant for `report.json`, each by seed. */
export function probabilityNumbers(
  probabilities: Probabilities,
): ReadonlyMap<string, Readonly<Record<string, ReadonlyMap<number, number>>>> {
  const { names, isPair } = probabilities;
  const curves = curvesOf(probabilities);
  const nameOf = (at: number) =>
    isPair ? "areaUnderRoc" : at === 0 ? "meanAreaUnderRoc" : `areaUnderRoc of ${names[at - 1]}`;
  return new Map(probabilities.variants.map(({ variant, runs }) => {
    const numbers: Record<string, Map<number, number>> = {};
    for (const run of runs) {
      curves.forEach(({ of }, at) => {
        const area = of(run)?.area;
        if (area !== undefined) (numbers[nameOf(at)] ??= new Map()).set(run.seed, area);
      });
      (numbers["calibrationError"] ??= new Map()).set(run.seed, run.calibrationError);
    }
    return [variant, numbers];
  }));
}
