/** What networks give for the cases of sections 6 and 15. */
import type { LossConfig } from "@samebit/losses";
import { createNetwork, type NetworkConfig } from "@samebit/networks";
import { createStream } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Case, type Computed, floatsOf, hexOf } from "./vectors.ts";

const FIRST_SHOWN = 6;

/** The network of a case, with its first values. */
export function networkOf(given: Case) {
  const { model, features, inputShape, classes, precision, seed, loss, labels } = given;
  const softmax: LossConfig = { kind: "softmax", labelSmoothing: 0, classWeights: "none" };
  const kernels = createReferenceKernels(precision);
  const { initialization } = model;
  return createNetwork(
    inFull(model),
    {
      inputShape: inputShape ?? [features],
      outputs: classes,
      initialization,
      loss: loss?.kind === "softmax" ? { ...softmax, ...loss } : loss ?? softmax,
      l2: 0,
    },
    { kernels, maxRows: labels?.length ?? 1, stream: (name) => createStream(seed, name) },
  );
}

/** A model of a case, which leaves out the activation where it is neutral, as a plan does. */
function inFull(model: NetworkConfig): NetworkConfig {
  return model.kind === "fully-connected"
    ? { ...model, activation: model.activation ?? { kind: "relu" } }
    : model;
}

/** By member. */
export const NETWORK_VECTORS: Computed = {
  orders(given: Case) {
    const { entries, state } = networkOf(given);
    const memory = entries.toSorted((a, b) => a.value.data.byteOffset - b.value.data.byteOffset);
    return {
      memory: memory.map(({ name }) => name),
      file: [...entries, ...state].map(({ name }) => name),
    };
  },
  first(given: Case) {
    const { values } = networkOf(given).parameters;
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return {
      values: hexOf(values.slice(0, FIRST_SHOWN)),
      sha256: bytesToHex(sha256(bytes)),
    };
  },
  pass(given: Case) {
    const network = networkOf(given);
    const [x, labels] = [floatsOf(given.inputs), Uint16Array.from(given.labels)];
    network.step(x, labels, labels.length, given.step);
    return {
      losses: hexOf(network.losses.slice(0, labels.length)),
      gradients: hexOf(network.parameters.gradients),
      statistics: Object.fromEntries(
        network.state.map(({ name, tensor }) => [name, hexOf(tensor.data)]),
      ),
      scores: hexOf(network.scores(x, labels.length).slice(0, labels.length * network.outputs)),
    };
  },
};
