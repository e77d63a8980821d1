/**
 * Training on arrays of your own: two moons of points, told apart by a network of one hidden layer.
 * It needs no right and no file.
 *
 *     deno run examples/own_arrays.ts
 */
import { planOf } from "@samebit/experiment";
import { execute } from "@samebit/solver";
import { createDataset } from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";

/** 400 points, [x, y] each; every other one lies on the lower moon. */
function moons() {
  const points = 400;
  const values = new Float32Array(points * 2);
  const labels = new Uint16Array(points);
  for (let i = 0; i < points; i++) {
    const isLower = i % 2;
    const angle = Math.PI * i / points;
    values[2 * i] = isLower ? 1 - Math.cos(angle) : Math.cos(angle);
    values[2 * i + 1] = isLower ? 0.5 - Math.sin(angle) : Math.sin(angle);
    labels[i] = isLower;
  }
  return { shape: [2], values, labels, classes: ["upper", "lower"] };
}

/** Trains and returns the accuracy on the test split. */
export function trainOnMoons(): number {
  const dataset = createDataset(moons(), {
    kind: "moons",
    preprocess: "standardize",
    trainExamples: "all",
    validationExamples: 80,
    testExamples: 80,
    splitSeed: 0,
  });
  const plan = planOf({
    model: { kind: "fully-connected", hidden: [16] },
    optimizer: { kind: "adam", learningRate: 0.02 },
    batchSize: 20,
    epochs: 10,
  });
  const run = execute(plan, dataset, createReferenceKernels(plan.precision));
  for (let event = run.next();; event = run.next()) {
    if (event.done) return event.value.result.test!.accuracy!;
    if (event.value.kind === "epoch") {
      const { epoch, validationLoss } = event.value.row;
      console.log(`epoch ${epoch}: validation loss ${validationLoss.toFixed(4)}`);
    }
  }
}

if (import.meta.main) console.log(`test accuracy ${trainOnMoons()}`);
