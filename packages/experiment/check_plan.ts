/**
 * Checks a plan that came from elsewhere: it must be what this version of Samebit would have
 * written. The fields of a kind that is not Samebit's are left to the worker process that has its
 * code.
 *
 * @module
 */
import canonicalize from "canonicalize";
import { type Plan, writePlan } from "@samebit/solver";
import {
  BadInput,
  faultsOf,
  type Fields,
  isObject,
  isSha256,
  isWhole,
  refuseFaults,
  type Values,
  values,
} from "@samebit/input";
import { LEARNING_RATE } from "@samebit/optimizers";
import type { Settings } from "./experiment.ts";
import { resolve } from "./resolve.ts";
import { type OwnKind, type OwnKinds, usedKinds } from "./own_kinds/own_kinds.ts";
import { plannedWith } from "./settings_schema.ts";

/**
 * The plan, checked.
 *
 * @param value What was received.
 * @param source From where, for the message.
 * @throws {BadInput} If it is not a fully resolved plan of this version; the place in it is named.
 */
export function checkPlan(value: unknown, source: string): Plan {
  const { seed, kinds = {}, ...settings } = Object(value);
  const own = unknownKinds(kinds, value);
  refuseFaults(source, faultsOf(plannedWith(own), settings), "the plan ");
  if (!isWhole(seed, 0)) throw new BadInput(source, "seed: is not a whole number from 0");
  const plan = resolve(settings as Settings, seed, own);
  if (canonicalize(writePlan(plan)) !== canonicalize(writePlan(value as Plan))) {
    throw new BadInput(source, "the plan was resolved by a different version of Samebit");
  }
  return plan;
}

const ANYTHING: Values<unknown> = values("anything", () => true, {});

/** The own kinds that a plan names, with whatever fields it gives them. */
function unknownKinds(kinds: unknown, plan: unknown): OwnKinds {
  const found = usedKinds(plan).flatMap(({ family, kind, given }): [string, OwnKind][] => {
    const hash = isObject(kinds) && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!isSha256(hash)) return [];
    const fields: Fields = Object.fromEntries(
      Object.keys(given).map((name) => [name, { holds: ANYTHING, about: "" }]),
    );
    const rate = family === "optimizers" && { learningRate: LEARNING_RATE };
    return [[kind, { family, hash, fields: { ...fields, ...rate }, form: {} }]];
  });
  return Object.fromEntries(found);
}
