/**
 * The families of own kinds, and what is known about each without its code: for planning, which has
 * to know the sizes of a network and what a loss is for.
 *
 * @module
 */
import { cannotBe, type Fields } from "@samebit/input";
import { type LayerForm, ownLayerKind, requireLayerForm } from "@samebit/layers";
import type { LossKind, TargetKind } from "@samebit/losses";
import type { OwnParts } from "@samebit/networks";
import type { Family, OwnKinds } from "./own_kinds.ts";

const TARGETS: readonly TargetKind[] = ["labels", "numbers", "zeros-and-ones"];

/** Each throws a TypeError if the data of a kind lack what its family needs. */
const CHECKS: Readonly<Record<Family, (fields: Fields, form: unknown) => void>> = {
  optimizers(fields) {
    if (takesRates(fields)) return;
    throw new TypeError(
      "has no field learningRate that takes every number above 0; wanted " +
        "learningRate: LEARNING_RATE, of @samebit/optimizers",
    );
  },
  layers: (_, form) => void requireLayerForm(form),
  losses(_, form) {
    const { takes } = Object(form);
    if (TARGETS.includes(takes)) return;
    throw new TypeError(`takes ${cannotBe(takes, `one of ${TARGETS.join(", ")}`)}`);
  },
  datasets({ preprocess }) {
    if (preprocess?.holds.includes("none") && !preprocess.holds.includes("other")) return;
    throw new TypeError(
      "has no field preprocess; wanted preprocess: PREPROCESS_FIELD or IMAGE_PREPROCESS_FIELD, " +
        "of @samebit/splits",
    );
  },
};

/** Throws a TypeError that says what is missing if a kind is not of its family. */
export function requireFamily(family: Family, fields: Fields, form: unknown): void {
  CHECKS[family](fields, form);
}

/** Layers and losses of a folder's own without their code: they can be counted, but not created. */
export function partsOf(own: OwnKinds): OwnParts {
  const of = (family: Family) => Object.entries(own).filter(([, kind]) => kind.family === family);
  const layers = of("layers").map(([name, { fields, form }]) =>
    [name, ownLayerKind(name, { ...form as LayerForm, fields })] as const
  );
  const losses = of("losses").map(([name, { fields, form }]) => {
    const { takes } = form as Pick<LossKind<Fields>, "takes">;
    const create = (): never => {
      throw new RangeError(`Cannot minimise ${name}: its code is not run here`);
    };
    return [name, { fields, takes, create }] as const;
  });
  return { layers: Object.fromEntries(layers), losses: Object.fromEntries(losses) };
}

/** Whether there is a learning rate, which the schedule and the page know of. */
function takesRates({ learningRate }: Fields): boolean {
  const holds = learningRate?.holds;
  return [1e-9, 1e-3, 1].every((rate) => holds?.includes(rate)) && !holds!.includes(0) &&
    !holds!.includes("1");
}
