/**
 * What an experiment file says of its results, field by field: its claims, and what its page shows in
 * which order. Nothing of it is in a plan. Whether the variants that they name are there,
 * `@samebit/experiment` checks.
 *
 * @module
 */
export { CLAIM_FIELDS } from "./claim_fields.ts";
export { faultsOfReport, REPORT, REPORT_FIELDS } from "./report_fields.ts";
