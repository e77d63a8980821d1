/**
 * A training loop of your own, from the parts: a network, a stream of random numbers, an update
 * rule. It learns y = x₁·x₂ by regression.
 *
 *     deno run examples/own_loop.ts
 */
import { planOf } from "@samebit/experiment";
import { createNetwork } from "@samebit/networks";
import { createOptimizer } from "@samebit/optimizers";
import { createStream, fillUniform } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";

const ROWS = 64;

/** Trains for so many steps and returns the losses of the first and of the last. */
export function learnProducts(steps: number): { readonly first: number; readonly last: number } {
  // The declaration of a network, with every default filled in.
  const plan = planOf({
    task: "regression",
    model: { kind: "fully-connected", hidden: [32], activation: "tanh" },
    optimizer: { kind: "adam", learningRate: 0.01 },
    epochs: 1,
  });
  const kernels = createReferenceKernels("float32");
  const { model, loss, l2, seed } = plan;
  const purpose = {
    inputShape: [2],
    outputs: 1,
    initialization: model.initialization,
    loss,
    l2,
  };
  const stream = (name: string) => createStream(seed, name);
  const network = createNetwork(model, purpose, { kernels, maxRows: ROWS, stream });
  const { values } = network.parameters;
  const optimizer = createOptimizer(plan.optimizer, kernels, values.length);

  const examples = stream("my examples");
  const x = new Float32Array(ROWS * 2);
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    // Page `step` of a stream is the same numbers whatever was drawn before.
    fillUniform(examples, step, x);
    const y = Float32Array.from({ length: ROWS }, (_, r) => x[2 * r]! * x[2 * r + 1]!);
    losses.push(network.step(x, y, ROWS, step));
    optimizer.update(network.parameters, plan.optimizer.learningRate, step);
  }
  return { first: losses[0]!, last: losses.at(-1)! };
}

if (import.meta.main) {
  const { first, last } = learnProducts(300);
  console.log(`loss of step 1: ${first.toFixed(4)}, of step 300: ${last.toFixed(6)}`);
}
