/** A small network without normalization and dropout, for tests. */
import type { FullyConnectedConfig } from "../fully_connected.ts";
import type { NetworkPurpose } from "../registry.ts";

/** A small network without normalization and dropout. */
export const PLAIN_NETWORK: FullyConnectedConfig = {
  kind: "fully-connected",
  hidden: [6, 5],
  normalization: { kind: "none" },
  keepRatio: 1,
  activation: { kind: "relu" },
};

/** Rows of 4 numbers into 3 classes, without penalty. */
export const PLAIN_PURPOSE: NetworkPurpose = {
  inputShape: [4],
  outputs: 3,
  initialization: { kind: "he" },
  loss: { kind: "softmax", labelSmoothing: 0, classWeights: "none" },
  l2: 0,
};
