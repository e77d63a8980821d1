/**
 * How much of the spread of the choosing metric each tuned axis explains, for each variant.
 */
import { METRICS } from "@samebit/findings";
import { importances, type Sweep } from "./sweep.ts";
import { type ChartSpec, frame, type Palette, shown } from "@samebit/plotting";
import { inSentence } from "@samebit/runlog";

/** The shares of all tuned axes, of their interactions and of the seeds. */
export function importanceChart(sweep: Sweep, { domain, range }: Palette): ChartSpec {
  const rows = importances(sweep);
  const metric = inSentence(METRICS[sweep.by.choosing].title);
  const variants = domain.filter((label) => rows.some(({ variant }) => variant === label));
  const places = variants.map((_, place) => place);
  const sources = [...new Set(rows.map(({ source }) => source))];
  const most = rows.reduce((a, b) => b.share > a.share ? b : a);
  return {
    ...frame({
      title: "Which tuned values matter",
      note: `Share of the variance of the ${metric} over all runs that each value alone explains ` +
        "(main effects of an additive model); the rest is interactions and seeds.",
      description: `Bar chart of the variance of the ${metric} that each tuned value explains; ` +
        `most: ${most.source} with ${Math.round(100 * most.share)} % for ${most.variant}`,
      height: sources.length * Math.max(28, 12 * variants.length),
      tables: [{
        data: "shares",
        caption: `Share of the variance of the ${metric}; candidates that diverged left out`,
        columns: [["source", "Source"], ["variant", "Variant"], ["share", "Share"]],
        rows: rows.map((row) => ({ ...row, place: variants.indexOf(row.variant) })),
      }],
    }),
    data: { name: "shares" },
    transform: shown(),
    mark: { type: "bar", cornerRadiusEnd: 2 },
    encoding: {
      x: {
        field: "share",
        type: "quantitative",
        // A stack would be sorted, which writes labels into expressions.
        stack: null,
        title: "Share of the variance",
        scale: { domain: [0, 1] },
        axis: { format: ".0%", tickCount: 5 },
      },
      y: {
        field: "source",
        type: "nominal",
        title: null,
        scale: { domain: sources },
        axis: { labelLimit: 170, ticks: false, domain: false },
      },
      ...(variants.length > 1 && {
        // By numbers and sorted by them, otherwise labels would be written into expressions.
        yOffset: {
          field: "place",
          type: "ordinal",
          sort: "ascending",
          scale: { domain: places },
        } as const,
      }),
      color: { field: "variant", type: "nominal", scale: { domain, range }, legend: null },
      tooltip: [
        { field: "source", title: "Source" },
        { field: "variant", title: "Variant" },
        { field: "share", title: "Share", format: ".1%" },
      ],
    },
  };
}
