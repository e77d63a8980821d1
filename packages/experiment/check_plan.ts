/**
 * Checks a plan that came from elsewhere: it must be what this version of Samebit would have written.
 *
 * @module
 */
import canonicalize from "canonicalize";
import { type Plan, writePlan } from "@samebit/solver";
import { BadInput, faultsOf, isWhole, refuseFaults } from "@samebit/input";
import type { Settings } from "./experiment.ts";
import { resolve } from "./resolve.ts";
import { SETTINGS } from "./settings_schema.ts";

/**
 * The plan, checked.
 *
 * @param value What was received.
 * @param source From where, for the message.
 * @throws {BadInput} It is no fully resolved plan of this version; the place in it is named.
 */
export function checkPlan(value: unknown, source: string): Plan {
  const { seed, model, ...rest } = Object(value);
  const { initialization, ...network } = Object(model);
  // In settings the scale of weights stands beside the other ways to draw them.
  const drawn = Object(initialization).kind === "scaled"
    ? { weightScale: Object(initialization).weightScale }
    : { initialization };
  const settings = { ...rest, model: { ...network, ...drawn } };
  // Trials of a search go without the test split, with whatever is to be kept of it in the end.
  const isTrial = Object(rest.evaluation).test === false;
  const written = isTrial
    ? { ...settings, evaluation: { ...Object(rest.evaluation), test: true } }
    : settings;
  refuseFaults(source, faultsOf(SETTINGS, written), "the plan ");
  if (!isWhole(seed, 0)) throw new BadInput(source, "seed: is not a whole number from 0");
  const plan = resolve(settings as Settings, seed);
  if (canonicalize(writePlan(plan)) !== canonicalize(writePlan(value as Plan))) {
    throw new BadInput(source, "the plan was resolved by a different version of Samebit");
  }
  return plan;
}
