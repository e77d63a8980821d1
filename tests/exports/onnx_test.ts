import { assert, assertEquals } from "@std/assert";
import { formatOnnx, type Model } from "@samebit/exports";
import { drawExamples, scoresOf } from "../../packages/exports/testing_models.ts";
import { largestDifference, models, multiLabel, type NamedModel, regression } from "./models.ts";
import { loadOnnxRuntime, type OnnxRuntime } from "./readers.ts";

const ROWS = 5;
const runtime = loadOnnxRuntime();
const ignore = runtime === undefined;

/** A few roundings of float32, whose ulp is 1.2e-7 of a number. */
const MOST = 2e-6;

async function answersOf(model: Model, values: Float32Array, rows = ROWS) {
  const { InferenceSession, Tensor } = runtime as OnnxRuntime;
  const session = await InferenceSession.create(formatOnnx(model));
  return await session.run({ input: new Tensor("float32", values, [rows, ...model.data.shape]) });
}

Deno.test({
  name: "formatOnnx: onnxruntime gives the scores of every kind of layer, up to rounding",
  ignore,
  async fn() {
    let most = 0;
    for (const { name, model } of models()) {
      const values = drawExamples(model, ROWS);
      const { scores } = await answersOf(model, values);
      const difference = largestDifference(scores!.data, scoresOf(model, values));
      assert(difference < MOST, `${name}: differs by ${difference}`);
      most = Math.max(most, difference);
    }
    console.log(`largest difference, as a share of the largest score: ${most.toExponential(1)}`);
  },
});

Deno.test({
  name: "formatOnnx gives probabilities of classes and labels, and numbers in their own unit",
  ignore,
  async fn() {
    const { model } = models().next().value as NamedModel;
    const { probabilities } = await answersOf(model, drawExamples(model, 1), 1);
    const sum = probabilities!.data.reduce((total, each) => total + each, 0);
    assert(Math.abs(sum - 1) < MOST);

    const numbers = regression();
    const values = drawExamples(numbers, 2);
    const { predictions, scores } = await answersOf(numbers, values, 2);
    const wanted = [300, 40, 300, 40].map((mean, i) => scores!.data[i]! * [50, 12][i % 2]! + mean);
    assert(largestDifference(predictions!.data, wanted) < MOST);

    const labels = await answersOf(multiLabel(), values, 2);
    const shares = Array.from(labels["scores"]!.data, (score) => 1 / (1 + Math.exp(-score)));
    assert(largestDifference(labels["probabilities"]!.data, shares) < MOST);
  },
});

Deno.test({
  name: "formatOnnx: a file whose weights are others gives other scores",
  ignore,
  async fn() {
    const { model } = models().next().value as NamedModel;
    const values = drawExamples(model, ROWS);
    const weights = model.weights.map((each) => ({
      ...each,
      data: each.data.map((x) => x + 0.01),
    }));
    const { scores } = await answersOf({ ...model, weights }, values);
    assertEquals(largestDifference(scores!.data, scoresOf(model, values)) > MOST, true);
  },
});
