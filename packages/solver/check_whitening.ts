/**
 * Whether a network can begin with weights that whiten patches of images, and within what time.
 *
 * @module
 */
import type { OwnLayers } from "@samebit/layers";
import { requireWhitens } from "@samebit/networks";
import type { Dataset } from "@samebit/splits";
import { taskKindOf } from "@samebit/tasks";
import type { Refuse } from "./check_task.ts";
import type { Plan } from "./plan.ts";

/** The most multiplications for which patches are whitened within a minute or two. */
const MOST_WHITENED = 20_000_000_000;

/** The part of a data set that says what patches there are. */
interface WhitenedData extends Pick<Dataset, "shape" | "classes" | "targets"> {
  readonly train: { readonly count: number };
}

/**
 * Refuses to whiten layers that are not convolutions, more images than there are, and what would
 * take minutes.
 */
export function checkWhitening(
  plan: Plan,
  facts: WhitenedData,
  refuse: Refuse,
  own?: OwnLayers,
): void {
  const { initialization } = plan.model;
  if (initialization.kind !== "whitened") return;
  const place = ["model", "initialization"];
  const { train, shape } = facts;
  let work = 0;
  try {
    const outputs = taskKindOf(plan).outputs(facts);
    work = requireWhitens(plan.model, shape, outputs, initialization, own);
  } catch (error) {
    refuse(place, error instanceof Error ? error.message : String(error));
  }
  if (initialization.images > train.count) {
    refuse(
      [...place, "images"],
      `cannot be ${initialization.images}, more than the ${train.count} training examples`,
    );
  }
  if (work > MOST_WHITENED) {
    refuse(
      [...place, "images"],
      `come to ${work} multiplications; wanted at most ${MOST_WHITENED}: fewer images, or a smaller kernel`,
    );
  }
}
