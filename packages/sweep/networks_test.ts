import { assertEquals } from "@std/assert";
import { checkExperiment, type Experiment } from "@samebit/experiment";
import { networksOf } from "./networks.ts";
import { experimentRecord, planOn } from "./plan_experiment.ts";

const SIZES = { shape: [8, 8], outputs: 10, train: 400, validation: 20 };

function planned(change: Partial<Experiment>) {
  const experiment = checkExperiment({
    title: "Networks",
    question: "Which?",
    expectation: "None",
    base: {
      dataset: { kind: "digits" },
      model: {
        kind: "layers",
        layers: [{ kind: "convolution", filters: 2, kernel: 3, name: "first" }, "flatten"],
      },
      optimizer: { kind: "sgd", learningRate: 0.1 },
      epochs: 1,
    },
    seeds: [1, 2],
    ...change,
  }, "networks.ts");
  return planOn("networks", experiment, () => ({ hash: "0".repeat(64), sizes: SIZES }));
}

Deno.test("networksOf has each network once, with the variants that have it and its layers", () => {
  const { runs } = planned({
    compare: { "model.layers.first.filters": [2, 4], "model.weightScale": [0.1, 0.2] },
  });
  const networks = networksOf(runs);
  assertEquals(networks.map(({ variants }) => variants), [["2, 0.1", "2, 0.2"], [
    "4, 0.1",
    "4, 0.2",
  ]]);
  assertEquals(networks[0]!.layers, [
    { title: "convolution1", outputShape: [2, 8, 8], parameters: 20, multiplications: 1152 },
    { title: "flatten1", outputShape: [128], parameters: 0, multiplications: 0 },
    { title: "affine2", outputShape: [10], parameters: 1290, multiplications: 1280 },
  ]);
  assertEquals([networks[0]!.parameters, networks[0]!.multiplications], [1310, 2432]);
});

Deno.test("experimentRecord lists few networks and counts the others", () => {
  const filters = Array.from({ length: 25 }, (_, i) => i + 1);
  const many = planned({ tune: { "model.layers.first.filters": filters } });
  const { networks, moreNetworks } = experimentRecord(many, many.runs);
  assertEquals([networks!.length, moreNetworks], [20, 5]);
});
