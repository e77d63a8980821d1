/**
 * The unit of a loss on axes and in tables: that of the loss function of the runs shown, since the
 * same columns hold them all.
 */
import { LOSS_UNITS, type RunRecord } from "@samebit/runlog";

/** The kind of a run's loss function, from its plan; undefined if the plan names none. */
export function lossOf(record: Pick<RunRecord, "plan"> | undefined): string | undefined {
  const loss = record?.plan["loss"];
  const kind = typeof loss === "object" && loss !== null ? (loss as { kind?: unknown }).kind : loss;
  return typeof kind === "string" ? kind : undefined;
}

/**
 * The unit of a column or metric in runs of these loss functions: a loss's own, with its name if
 * the losses have several units; that of anything else does not change.
 *
 * @param unit The unit of the column; that of the softmax cross-entropy stands for the loss's.
 * @param losses The kinds of loss function; undefined if they are not known.
 */
export function unitOf(unit: string, losses: Iterable<string | undefined>): string {
  if (unit !== LOSS_UNITS.softmax) return unit;
  const kinds = [...new Set(losses)].flatMap((kind) => kind === undefined ? [] : [kind]);
  const units = new Set(kinds.map(unitOfLoss));
  if (units.size === 0) return unit;
  if (units.size === 1) return [...units][0]!;
  return kinds.map((kind) => `${kind}: ${unitOfLoss(kind) || "no unit"}`).join(", ");
}

/** A title with its unit in brackets, if it has one. */
export function titleWithUnit(title: string, unit: string): string {
  return unit === "" ? title : `${title} (${unit})`;
}

function unitOfLoss(kind: string): string {
  return Object.hasOwn(LOSS_UNITS, kind) ? LOSS_UNITS[kind as keyof typeof LOSS_UNITS] : "";
}
