/**
 * What an experiment compared, tuned and kept fixed, found by comparing the resolved plans of its
 * runs: every default is filled in there, so what is the same in all of them was fixed.
 */
import type { Json, JsonObject, RunRecord } from "@samebit/runlog";
import { wholePlan } from "@samebit/store";
import type { RunLogs } from "./read_experiment.ts";
import type { Variant } from "./variants.ts";

/** Paths into plans, such as `optimizer.learningRate`, and what they hold. */
export interface Setup {
  /** Paths whose value is the same in every run that has begun. */
  readonly fixed: readonly (readonly [path: string, value: string])[];
  /** Paths whose value differs between variants or candidates. */
  readonly compared: readonly string[];
  /** For each variant that has begun, the values of its chosen candidate at `compared`. */
  readonly values: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** Paths whose value differs only between the seeds of a candidate. */
  readonly seeded: readonly string[];
}

/** Compares the plans of all runs that have begun. */
export function findSetup(variants: readonly Variant[]): Setup {
  const written = new Map(variants.map((variant) => [variant, variant.candidates.map(plansOf)]));
  const paths = [...new Set([...written.values()].flat(2).flatMap(({ plan }) => [...plan.keys()]))];
  const whole = (each: Written) => wholeOf(each, paths.length);
  const candidates = [...written.values()].flat().map((plans) => plans.map(whole))
    .filter((plans) => plans.length > 0);
  const all = candidates.flat();
  const seeded = paths.filter((path) => candidates.some((plans) => !isSame(plans, path)));
  const same = paths.filter((path) => isSame(all, path));
  // What is measured trains nothing: chosen candidates measure the test split, others do not.
  const compared = paths.filter((path) =>
    !same.includes(path) && !seeded.includes(path) && !path.startsWith("evaluation.")
  );
  const values = new Map<string, readonly (string | undefined)[]>();
  for (const { label, chosen } of variants) {
    const [first] = plansOf(chosen);
    const plan = first && whole(first);
    if (plan) values.set(label, compared.map((path) => plan.get(path)));
  }
  return { fixed: same.map((path) => [path, all[0]!.get(path)!]), compared, values, seeded };
}

/** A record with its plan as written. */
interface Written {
  readonly record: RunRecord;
  readonly plan: Map<string, string>;
}

function plansOf({ runs }: { readonly runs: readonly RunLogs[] }): Written[] {
  return runs.flatMap(({ record }) => record ? [{ record, plan: flattenPlan(record.plan) }] : []);
}

/** The plan; if others state more, with the neutral values that it leaves out. */
function wholeOf({ record, plan }: Written, paths: number): ReadonlyMap<string, string> {
  return plan.size === paths ? plan : flattenPlan(wholePlan(record));
}

function isSame(plans: readonly ReadonlyMap<string, string>[], path: string): boolean {
  return plans.every((plan) => plan.get(path) === plans[0]!.get(path));
}

/** The values of a plan as texts by path, such as `optimizer.learningRate`. */
export function flattenPlan(plan: JsonObject): Map<string, string> {
  const values = new Map<string, string>();
  const visit = (value: Json, path: string) => {
    if (isArray(value) && value.some((item) => typeof item === "object")) {
      value.forEach((item, i) => visit(item, `${path}.${i}`));
    } else if (typeof value === "object" && value !== null && !isArray(value)) {
      for (const [name, inner] of Object.entries(value)) {
        visit(inner, path === "" ? name : `${path}.${name}`);
      }
    } else {
      values.set(path, isArray(value) ? `[${value.map(show).join(", ")}]` : show(value));
    }
  };
  visit(plan, "");
  return values;
}

function show(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
