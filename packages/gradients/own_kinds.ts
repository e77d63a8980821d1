/**
 * The checks of a folder's own layer or loss: its gradients against numeric ones, and whether fast
 * kernels give it the bits of the reference. Calling them runs its code.
 */
import { type Fields, fillDefaults } from "@samebit/input";
import {
  createSequence,
  declareSequence,
  designLayer,
  type Layer,
  type LayerKind,
  layOutParameters,
} from "@samebit/layers";
import type { LossKind } from "@samebit/losses";
import { fillNormal } from "@samebit/random";
import {
  createReferenceKernels,
  createWasmKernels,
  type Floats,
  type Kernels,
  type Shape,
  sizeOf,
} from "@samebit/tensors";
import {
  checkDesign,
  checkLoss,
  type GradientCheck,
  randomNumbers,
  stream,
  TRAINING,
} from "./gradient_check.ts";
import { IMAGE_SHAPE, SAMPLE_CLASSES, SAMPLE_ROWS, SAMPLE_SHAPE } from "./gradient_samples.ts";
import { targetsFor } from "./gradient_targets.ts";

/**
 * Checks a layer on a list of features and on images, as far as it takes them.
 *
 * @throws {TypeError} A field has neither a default nor an example.
 * @throws {RangeError} It takes neither.
 */
export function checkOwnLayer(name: string, kind: LayerKind<Fields>): GradientCheck[] {
  const config = exampleOf(name, kind.fields);
  const design = designLayer(config as never, { [name]: kind });
  const refusals: unknown[] = [];
  const checks = [SAMPLE_SHAPE, IMAGE_SHAPE].flatMap((shape) => {
    try {
      design.declare(shape, (stem) => `${stem}1`);
    } catch (error) {
      refusals.push(error);
      return [];
    }
    const subject = `${name} on [${shape.join(", ")}]`;
    const passes = (kernels: Kernels) => layerPasses(shape, design, kernels);
    return [...checkDesign(subject, shape, design), compareKernels(subject, passes)];
  });
  if (checks.length === 0) throw refusals[0];
  return checks;
}

/**
 * Checks a loss.
 *
 * @throws {TypeError} A field has neither a default nor an example.
 */
export function checkOwnLoss(name: string, kind: LossKind<Fields>): GradientCheck[] {
  const config = exampleOf(name, kind.fields);
  const sizes = { maxRows: SAMPLE_ROWS, outputs: SAMPLE_CLASSES };
  const create = (kernels: Kernels) => kind.create(config, { kernels, ...sizes });
  const targets = targetsFor(kind.takes, SAMPLE_ROWS, SAMPLE_CLASSES);
  const passes = (kernels: Kernels) => {
    const loss = create(kernels);
    const scores = copyTo(kernels, randomNumbers("scores", SAMPLE_ROWS * SAMPLE_CLASSES));
    loss.forward(scores, targets, SAMPLE_ROWS, TRAINING);
    return [loss.losses, loss.scoresGrad];
  };
  const loss = create(createReferenceKernels("float64"));
  return [checkLoss(name, loss, targets, () => ""), compareKernels(name, passes)];
}

/** Both passes of a layer, and the gradients of its parameters. */
function layerPasses(
  shape: Shape,
  design: ReturnType<typeof designLayer>,
  kernels: Kernels,
): Floats[] {
  const sequence = declareSequence([{ number: 1, design }], shape);
  const { entries } = layOutParameters(sequence.parameters, kernels);
  const [layer] = createSequence(sequence, {
    ...{ kernels, maxRows: SAMPLE_ROWS, inputGradient: true, parameters: entries, stream },
  }) as [Layer];
  entries.forEach(({ name, value }) => fillNormal(stream(name), 0, value.data));
  const x = copyTo(kernels, randomNumbers("x", SAMPLE_ROWS * sizeOf(shape)));
  const outputs = SAMPLE_ROWS * sizeOf(sequence.outputShape);
  const y = layer.forward(x, SAMPLE_ROWS, TRAINING).slice(0, outputs);
  const xGrad = layer.backward(copyTo(kernels, randomNumbers("weights", outputs)), SAMPLE_ROWS);
  return [y, xGrad, ...entries.map(({ gradient }) => gradient.data)];
}

/** Whether the WebAssembly kernels give the bits of the reference: an error of 0, otherwise of 1. */
function compareKernels(
  subject: string,
  passes: (kernels: Kernels) => readonly Floats[],
): GradientCheck {
  const kernels = createWasmKernels();
  try {
    const [wanted, found] = [createReferenceKernels("float32"), kernels].map((each) =>
      passes(each).map((numbers) => Array.from(numbers))
    ) as [number[][], number[][]];
    const isSame = wanted.every((numbers, i) =>
      numbers.every((number, j) => Object.is(number, found[i]![j]))
    );
    const compared = wanted.reduce((sum, { length }) => sum + length, 0);
    const gradient = "bits by wasm";
    return { subject, gradient, relativeError: isSame ? 0 : 1, bound: 0, compared, skipped: 0 };
  } finally {
    kernels.close();
  }
}

function copyTo(kernels: Kernels, numbers: Floats): Floats {
  const copy = kernels.allocate(numbers.length);
  copy.set(numbers);
  return copy;
}

/** A configuration to check: defaults, and examples where there are none. */
function exampleOf(name: string, fields: Fields) {
  const given = Object.entries(fields).map(([field, { default: fallback, example }]) => {
    const value = fallback ?? example;
    if (value !== undefined) return [field, value] as const;
    throw new TypeError(
      `field ${JSON.stringify(field)} has neither a default nor an example to check it with`,
    );
  });
  return fillDefaults(name, fields, Object.fromEntries(given));
}
