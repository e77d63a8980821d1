/**
 * Pages of two things held against each other: two experiments, from their logs; and two runs that
 * diverge, from where they do.
 *
 * @module
 */
export { type ComparisonPage, listComparisons } from "./list_comparisons.ts";
export type { DivergenceProps } from "./divergence_page.tsx";
export { renderDivergence } from "./render_divergence.ts";
export { writeComparison } from "./write_comparison.ts";
