/**
 * The sizes and fonts of all charts. The colours of texts and lines here are for saved files; on a
 * page its style sheet overrides them.
 */
import type { Config } from "vega-lite";

/** The look of charts, as Vega-Lite configuration. */
export const LOOKS: Config = {
  // All data are finite, and the box around a chart describes it: nothing to compute for each mark.
  mark: { aria: false, invalid: null },
  font: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif',
  axis: {
    labelColor: "#59626d",
    titleColor: "#59626d",
    titleFontWeight: 500,
    titlePadding: 8,
    gridColor: "#dfe2e6",
    domainColor: "#dfe2e6",
    tickColor: "#dfe2e6",
    labelFontSize: 11,
    labelFlush: false,
    titleFontSize: 12,
  },
  header: { labelColor: "#59626d", labelFontSize: 12, labelFontWeight: 500 },
  legend: { labelColor: "#1b1f24", labelFontSize: 12, symbolStrokeWidth: 2, symbolSize: 140 },
  text: { color: "#1b1f24" },
  view: { stroke: null },
  line: { strokeCap: "round", strokeJoin: "round" },
} as Config;
