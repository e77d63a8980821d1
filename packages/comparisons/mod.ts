/**
 * Pages that compare two things: two experiments, from their logs; and two runs that diverge, from
 * the point where they do.
 *
 * @module
 */
export { type ComparisonPage, listComparisons } from "./list_comparisons.ts";
export type { DivergenceProps } from "./divergence_page.tsx";
export { renderDivergence } from "./render_divergence.ts";
export { writeComparison } from "./write_comparison.ts";
