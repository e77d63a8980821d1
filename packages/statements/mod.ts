/**
 * What an experiment file says about its results, field by field: its claims, and the order of its
 * page. None of it is in a plan. `@samebit/experiment` checks that the named variants exist.
 *
 * @module
 */
export { CLAIM_FIELDS } from "./claim_fields.ts";
export { faultsOfReport, REPORT, REPORT_FIELDS } from "./report_fields.ts";
