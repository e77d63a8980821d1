/**
 * Fields of a plan that came after the first release. Where such a field is neutral, it is left out
 * of the identity and of `run.json`, so earlier runs keep their identities, and locks need not be
 * rewritten. Reading fills them in. See `docs/contracts/10-files.md`, section 10.7.
 *
 * @module
 */
import canonicalize from "canonicalize";
import type { Json, JsonObject } from "@samebit/runlog";
import type { Plan, TrainingPlan } from "./plan.ts";

/** A field that came later. */
export interface LaterField {
  /**
   * Its place in a plan, nested fields with a dot, such as `optimizer.amsgrad`; in a list it is in
   * each item, and in those of its `body`: `model.layers.stride` belongs to every layer.
   */
  readonly path: string;
  /** The only kind of its object that has it; absent if every kind does. */
  readonly ofKind?: string;
  /** The value with which a run gives the same bytes as before the field existed. */
  readonly neutral: Json;
}

/** All of them, in the order in which they came. */
export const LATER_FIELDS: readonly LaterField[] = Object.freeze([
  { path: "model.activation", ofKind: "fully-connected", neutral: { kind: "relu" } },
  { path: "task", neutral: "classification" },
  { path: "dataset.targets", ofKind: "csv", neutral: [] },
  { path: "augmentation.edge", ofKind: "images", neutral: "zeros" },
  { path: "augmentation.erase", ofKind: "images", neutral: 0 },
  { path: "dataset.delimiter", ofKind: "csv", neutral: "detect" },
  { path: "dataset.decimal", ofKind: "csv", neutral: "point" },
  { path: "dataset.drop", ofKind: "csv", neutral: [] },
  { path: "dataset.categorical", ofKind: "csv", neutral: [] },
  { path: "dataset.missing", ofKind: "csv", neutral: "refuse" },
  { path: "dataset.missingMarks", ofKind: "csv", neutral: [] },
  { path: "dataset.split", ofKind: "csv", neutral: "shuffled" },
  { path: "dataset.splitColumn", ofKind: "csv", neutral: null },
  { path: "dataset.folds", ofKind: "csv", neutral: 1 },
  { path: "dataset.fold", ofKind: "csv", neutral: 0 },
  { path: "groups", neutral: { kind: "none" } },
  { path: "augmentation.mixup", ofKind: "images", neutral: 0 },
  { path: "augmentation.cutmix", ofKind: "images", neutral: 0 },
  { path: "evaluation.views", neutral: "plain" },
  { path: "evaluation.states", neutral: false },
  { path: "kinds", neutral: {} },
  { path: "evaluation.probabilities", neutral: false },
  { path: "loss.classWeights", ofKind: "softmax", neutral: "none" },
  { path: "evaluation.importance", neutral: { repeats: 0 } },
  { path: "loss.positiveWeights", ofKind: "binary-cross-entropy", neutral: "none" },
]);

/**
 * The plan as `run.json` holds it and the identity counts it: without the later fields that are
 * neutral.
 */
export function writePlan(
  plan: TrainingPlan,
  later: readonly LaterField[] = LATER_FIELDS,
): JsonObject {
  return later.reduceRight(
    (written, field) =>
      changeOwner(written, field, (owner, name) => {
        const { [name]: value, ...others } = owner;
        return value !== undefined && canonicalize(value) === canonicalize(field.neutral)
          ? others
          : owner;
      }),
    plan as unknown as JsonObject,
  );
}

/** Whether a plan uses kinds that are not the project's: their code is not everywhere. */
export function hasOwnKinds({ kinds }: Pick<Plan, "kinds">): boolean {
  return Object.keys(kinds).length > 0;
}

/** The plan that was written: with every later field, neutral if it is absent. */
export function readPlan(written: JsonObject, later: readonly LaterField[] = LATER_FIELDS): Plan {
  const plan = later.reduce(
    (plan, field) =>
      changeOwner(
        plan,
        field,
        (owner, name) => Object.hasOwn(owner, name) ? owner : { ...owner, [name]: field.neutral },
      ),
    written,
  );
  return plan as unknown as Plan;
}

/**
 * The plan with a changed copy of the object that has the field; unchanged if there is no such
 * object.
 */
function changeOwner(
  plan: JsonObject,
  { path, ofKind }: LaterField,
  change: (owner: JsonObject, name: string) => JsonObject,
): JsonObject {
  const names = path.split(".");
  const changeAt = (value: Json | undefined, depth: number): Json | undefined => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => changeItem(item, depth));
    const object = value as JsonObject;
    const name = names[depth]!;
    if (depth === names.length - 1) {
      return ofKind === undefined || object["kind"] === ofKind ? change(object, name) : object;
    }
    const inner = changeAt(object[name], depth + 1);
    return inner === object[name] ? object : { ...object, [name]: inner! };
  };
  /** An item of a list, with all that its body holds. */
  const changeItem = (item: Json, depth: number): Json => {
    const changed = changeAt(item, depth)!;
    const body = Object(changed)["body"];
    return Array.isArray(body)
      ? { ...changed as JsonObject, body: body.map((inner) => changeItem(inner, depth)) }
      : changed;
  };
  return changeAt(plan, 0) as JsonObject;
}
