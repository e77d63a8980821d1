/**
 * The targets of the gradient check, as each loss takes them, and the kinks of losses, around which
 * a difference means nothing.
 */
import { type LossConfig, LOSSES, type TargetKind, type Targets } from "@samebit/losses";
import { createStream, fillNormal } from "@samebit/random";
import type { Floats } from "@samebit/tensors";

/** Targets of that many rows, as the loss takes them. */
export function sampleTargets({ kind }: LossConfig, rows: number, outputs: number): Targets {
  return targetsFor(LOSSES[kind].takes, rows, outputs);
}

/** Targets of so many rows, of a sort. */
export function targetsFor(takes: TargetKind, rows: number, outputs: number): Targets {
  if (takes === "labels") {
    return Uint16Array.from({ length: rows }, (_, r) => (r * 3) % outputs);
  }
  const name = "targets";
  const targets = new Float64Array(rows * outputs);
  fillNormal(createStream(231, name), 0, targets);
  if (takes === "numbers") return targets;
  return targets.map((target) => target > 0 ? 1 : 0);
}

/** On which side of each kink of a loss the scores are: equal texts mean no kink in between. */
export function lossSides(config: LossConfig, scores: Floats, targets: Targets): string {
  switch (config.kind) {
    case "softmax":
    case "binary-cross-entropy":
    case "mean-squared-error":
      return "";
    case "hinge":
      return hingeSides(scores, targets);
    case "mean-absolute-error":
      return sides(errorsOf(scores, targets));
    case "huber":
      return sides(errorsOf(scores, targets).map((error) => Math.abs(error) - config.delta));
  }
}

/** One sign for each number: whether it is above 0. */
export function sides(values: Floats): string {
  return Array.from(values, (value) => value > 0 ? "+" : "-").join("");
}

/** Which margins are above 0: the hinge's kink is where this changes. */
function hingeSides(scores: Floats, labels: Targets): string {
  const classes = scores.length / labels.length;
  return sides(Float64Array.from(scores, (score, i) => {
    const row = Math.floor(i / classes);
    const label = row * classes + labels[row]!;
    return i === label ? 0 : score - scores[label]! + 1;
  }));
}

function errorsOf(scores: Floats, targets: Targets): Float64Array {
  return Float64Array.from(scores, (score, i) => score - targets[i]!);
}
