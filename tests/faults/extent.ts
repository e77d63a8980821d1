/**
 * How much of the fault tests is done: a part that takes seconds, or all of it. Not for anything but
 * tests.
 */

/** Whether all is done (`SAMEBIT_FAULTS=all`), as `.ci/run` does. */
export const isFull: boolean = Deno.env.get("SAMEBIT_FAULTS") === "all";

/** Whether a test that cannot be done here fails instead of being passed over. */
const isRequired = Deno.env.get("SAMEBIT_REQUIRE_FAULTS") === "1";

/**
 * Whether to pass over a test that something is missing for; says so.
 *
 * @param what The test.
 * @param missing Why it cannot be done here; undefined if it can.
 */
export function isLeftOut(what: string, missing: string | undefined): boolean {
  if (missing === undefined || isRequired) return false;
  console.log(`${what}: left out, ${missing}`);
  return true;
}
