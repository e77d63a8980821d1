/**
 * The best candidates of a sweep, best first, with every seed and the interval of the mean: how far
 * the chosen ones are ahead of others, if at all.
 */
import type { TopLevelSpec } from "vega-lite";
import { METRICS } from "../../metrics.ts";
import { CHOOSING, shortName, type Sweep } from "../../sweep.ts";
import { dotsAndIntervals } from "../dots.ts";
import type { Palette } from "../palette.ts";

const MOST_ROWS = 20;

/** The ranking of the candidates of all variants. */
export function rankingChart(sweep: Sweep, palette: Palette): TopLevelSpec {
  const { axes, candidates, without, stopped } = sweep;
  const ranked = candidates.toSorted((a, b) => b.mean - a.mean);
  const several = new Set(candidates.map(({ variant }) => variant)).size > 1;
  const groups = ranked.slice(0, MOST_ROWS).map(({ variant, tuned, dots }) => {
    const values = axes.map(({ name }) => tuned[name] ?? "").join(" · ");
    return { label: several ? `${variant}: ${values}` : values, variant, dots, complete: true };
  });
  const names = axes.map(({ name }) => shortName(name)).join(" · ");
  const count = ranked.length > MOST_ROWS ? `the best ${MOST_ROWS} of ${ranked.length}` : "all";
  const out = [
    ...(without === 0 ? [] : [`${without} not whole or diverged`]),
    ...(stopped.length === 0 ? [] : [`${stopped.length} stopped by the search`]),
  ];
  const left = out.length === 0 ? "" : ` Left out: ${out.join(", ")}.`;
  return dotsAndIntervals(groups, palette, METRICS[CHOOSING], {
    title: "Tuned candidates, best first",
    note: `${several ? "Variant: " : ""}${names}; ${count}. Dot: one seed. Tick: mean. ` +
      `Bar: 95 % interval of the mean (Student's t).${left}`,
    labelLimit: 190,
  });
}
