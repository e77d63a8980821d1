import type { Experiment } from "@samebit/experiment";

/**
 * Chosen by validation on 5,000 training images, in short runs of one seed. A thousand of them, as in
 * the course, would also choose the best epoch, and choose it badly: their accuracy is known to 1.5
 * points only.
 */
const optimizer = { kind: "adamw", learningRate: 4e-3, weightDecay: 0.2 } as const;
const network = (...hidden: number[]) => ({
  kind: "fully-connected",
  hidden,
  normalization: "batch",
} as const);

export default {
  title: "How far without convolution",
  question: "How well can fully connected networks classify CIFAR-10 with a better recipe?",
  expectation:
    "The course's network of five layers of 100 units gains four points from the recipe alone; wider " +
    "layers and images that move gain as many again, and beyond two thirds of the test images it takes " +
    "a network that knows what a neighbouring pixel is",
  base: {
    dataset: {
      kind: "cifar10",
      preprocess: "standardize-channels",
      validationExamples: 5000,
      testExamples: "all",
    },
    model: network(100, 100, 100, 100, 100),
    optimizer,
    schedule: { kind: "cosine", warmupSteps: 300 },
    augmentation: { kind: "images", flip: true },
    batchSize: 128,
    epochs: 10,
    evaluation: { predictions: true },
  },
  compare: {
    variant: {
      "five-by-hundred": {},
      "pyramid": {
        model: network(512, 256, 128),
        augmentation: { kind: "images", flip: true, shift: 1 },
        epochs: 15,
      },
      "wide": {
        model: network(1024, 512, 256),
        augmentation: { kind: "images", flip: true, shift: 2 },
        loss: { kind: "softmax", labelSmoothing: 0.1 },
        batchSize: 256,
        epochs: 30,
      },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Five layers of 100 units classify more than 55.5 % of the test images after 10 epochs",
      metric: "testAccuracy",
      higher: "five-by-hundred",
      than: 0.555,
      must: true,
    },
    {
      says: "512, 256 and 128 units classify more than 59.5 % of them after 15 epochs",
      metric: "testAccuracy",
      higher: "pyramid",
      than: 0.595,
      must: true,
    },
    {
      says: "1,024, 512 and 256 units classify more than 63 % of them",
      metric: "testAccuracy",
      higher: "wide",
      than: 0.63,
      must: true,
    },
    {
      says: "The wide network classifies more of them than the pyramid",
      metric: "testAccuracy",
      higher: "wide",
      than: "pyramid",
    },
  ],
} satisfies Experiment;
