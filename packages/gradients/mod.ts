/**
 * The gradients that layers, losses and networks compute, held against numeric ones in float64: the
 * samples that are checked and the errors found. Training uses none of it.
 *
 * @module
 */
export { checkGradients, type GradientCheck } from "./gradient_check.ts";
export type { GradientComparison } from "./numeric_gradient.ts";
export { checkOwnLayer, checkOwnLoss } from "./own_kinds.ts";
