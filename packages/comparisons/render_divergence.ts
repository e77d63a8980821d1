/**
 * The page about two runs that diverge, as one file.
 */
import { CHART_SCRIPTS, readHeld, STYLES } from "@samebit/pages";
import { type DivergenceProps, renderDivergencePage } from "./divergence_page.tsx";

/** The HTML of the page, with everything that it needs inside. */
export async function renderDivergence(props: DivergenceProps): Promise<string> {
  return renderDivergencePage(props, await readHeld([STYLES, ...CHART_SCRIPTS]));
}
