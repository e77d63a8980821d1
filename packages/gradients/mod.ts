/**
 * The gradients that layers, losses and networks compute, compared with numeric ones in float64:
 * the samples that are checked and the errors found. Training does not use it.
 *
 * @module
 */
export { checkGradients, type GradientCheck } from "./gradient_check.ts";
export type { GradientComparison } from "./numeric_gradient.ts";
export { checkOwnLayer, checkOwnLoss } from "./own_kinds.ts";
