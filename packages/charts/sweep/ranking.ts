/**
 * The best candidates of a sweep, best first, with every seed and the interval of the mean: how far
 * the chosen ones are ahead of others, if at all.
 */
import { METRICS, shortName } from "@samebit/findings";
import { shortValue, type Sweep } from "./sweep.ts";
import { type ChartSpec, dotsAndIntervals, type Palette } from "@samebit/plotting";
import { meritOf } from "@samebit/runlog";

/** The most candidates in the chart and its table. */
const MOST_RANKED = 200;

/** The ranking of the candidates of all variants. */
export function rankingChart(sweep: Sweep, palette: Palette): ChartSpec {
  const { axes, candidates, without, stopped, by: { choice, choosing } } = sweep;
  const ranked = candidates.toSorted((a, b) => meritOf(choice, b.mean) - meritOf(choice, a.mean));
  const several = new Set(candidates.map(({ variant }) => variant)).size > 1;
  const groups = ranked.slice(0, MOST_RANKED).map(({ variant, tuned, dots }) => {
    const values = axes.map(({ name }) => tuned[name] ?? "");
    const named = axes.map(({ name }, at) => `${shortName(name)} ${values[at]}`).join(", ");
    return {
      label: several ? `${variant}: ${named}` : named,
      variant,
      dots,
      complete: true,
      cells: [...(several ? [variant] : []), ...values.map(shortValue)],
      values: [...(several ? [variant] : []), ...values],
    };
  });
  const names = axes.map(({ name }) => shortName(name));
  const out = [
    ...(without === 0 ? [] : [`${without} incomplete or diverged`]),
    ...(stopped.length === 0 ? [] : [`${stopped.length} stopped by the search`]),
  ];
  if (ranked.length > MOST_RANKED) out.push(`${ranked.length - MOST_RANKED} that did worse`);
  const left = out.length === 0 ? "" : ` Left out: ${out.join(", ")}.`;
  return dotsAndIntervals(groups, palette, METRICS[choosing], {
    title: "Tuned candidates, best first",
    note: `Dot: one seed. Tick: mean. Bar: 95 % interval of the mean (Student's t).${left}`,
    columns: several ? ["variant", ...names] : names,
  });
}
