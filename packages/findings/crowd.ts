/**
 * What becomes of more than a page can show one by one: of many rows the best are kept, of many
 * variants the best are drawn and the others as one. Code that leaves something out says so.
 */
import { rankOf, type Variant } from "./variants.ts";

/** Rows of a table at most. */
export const MOST_ROWS = 500;

/** Variants in a table at most. */
export const MOST_VARIANTS = 100;

/** Variants drawn one by one at most. */
const MOST_DRAWN = 60;

/** At most so many of the rows, those of the highest rank, in their original order. */
export function keepBest<T>(
  rows: readonly T[],
  rankOf: (row: T) => number,
  most: number = MOST_ROWS,
): readonly T[] {
  if (rows.length <= most) return rows;
  const ranked = rows.map((row, at) => {
    const rank = rankOf(row);
    return { row, at, rank: Number.isNaN(rank) ? -Infinity : rank };
  });
  const kept = ranked.toSorted((a, b) => a.rank === b.rank ? 0 : b.rank - a.rank).slice(0, most);
  return kept.sort((a, b) => a.at - b.at).map(({ row }) => row);
}

/** The rank of a variant: that of its chosen candidate. */
export function rankOfVariant({ chosen }: Variant): number {
  return rankOf(chosen);
}

/** The variants of an experiment as they are drawn. */
export interface Crowd {
  /** Those that are drawn one by one. */
  readonly drawn: readonly Variant[];
  /** The others as one; absent if each is drawn. */
  readonly pool?: Variant;
  /** How many these are. */
  readonly pooled: number;
  /** Every variant; those that are drawn as one have the label of that one. */
  readonly all: readonly Variant[];
}

/** Chooses what is drawn: all variants or, of too many, those that are named and the best. */
export function gatherCrowd(variants: readonly Variant[], named: ReadonlySet<string>): Crowd {
  if (variants.length <= MOST_DRAWN) return { drawn: variants, all: variants, pooled: 0 };
  const rankOf = (each: Variant) => named.has(each.label) ? Infinity : rankOfVariant(each);
  const drawn = keepBest(variants, rankOf, MOST_DRAWN);
  const kept = new Set(drawn);
  const others = variants.filter((each) => !kept.has(each));
  const label = `the other ${others.length}`;
  const runs = others.flatMap(({ chosen }) => chosen.runs)
    .filter(({ record }) => record?.ended !== "diverged");
  const chosen = { tuned: {}, runs };
  return {
    drawn,
    pool: { label, runs, candidates: [chosen], chosen, decided: true },
    pooled: others.length,
    all: variants.map((each) => kept.has(each) ? each : { ...each, label }),
  };
}
