import { assertEquals } from "@std/assert";
import type { JsonObject } from "@samebit/runlog";
import { addressOf, changePlan, readAddress, settingsOf } from "./settings.ts";

const sgd: JsonObject = {
  model: {
    kind: "fully-connected",
    hidden: [100, 100],
    normalization: { kind: "none" },
    keepRatio: 1,
    initialization: { kind: "he" },
  },
  l2: 0,
  optimizer: { kind: "sgd", learningRate: 0.0123 },
  batchSize: 100,
  epochs: 10,
  seed: 1,
};
const adam = { ...sgd, optimizer: { kind: "adam", learningRate: 0.001 } };
const plans = new Map([["sgd", sgd], ["a, b & c", adam]]);

Deno.test("settingsOf includes the recorded values, and lists first what the plans differ in", () => {
  const [first, ...others] = settingsOf(sgd, [sgd, adam]);
  assertEquals(first!.key, "optimizer.learningRate");
  assertEquals(first!.values[first!.at], 0.0123);
  assertEquals(first!.values.slice(first!.at - 1, first!.at + 2), [0.01, 0.0123, 0.015]);
  const activation = others.find(({ key }) => key === "model.activation")!;
  assertEquals(activation.values[activation.at], "relu");
  assertEquals(others.some(({ key }) => key === "model.initialization.weightScale"), false);
});

Deno.test("changePlan makes a complete plan from width, depth and kinds", () => {
  const changes = new Map<string, number | string>([
    ["model.width", 20],
    ["model.depth", 3],
    ["model.activation", "leaky-relu"],
    ["seed", 7],
    ["nothing", 1],
  ]);
  const changed = changePlan(sgd, changes);
  assertEquals(changed, {
    ...sgd,
    model: {
      ...sgd["model"] as JsonObject,
      hidden: [20, 20, 20],
      activation: { kind: "leaky-relu", slope: 0.01 },
    },
    seed: 7,
  });
  assertEquals(changePlan(sgd, new Map()), sgd);
});

Deno.test("readAddress gives back what addressOf wrote, and no impossible setting", () => {
  const changes = new Map<string, number | string>([["optimizer.learningRate", 0.02], ["seed", 3]]);
  const address = addressOf("a, b & c", changes);
  assertEquals(readAddress(address, plans), { variant: "a, b & c", changes });
  assertEquals(readAddress("try?variant=sgd&seed=-1&epochs=1e9&x=2", plans), {
    variant: "sgd",
    changes: new Map(),
  });
  assertEquals(readAddress("try?variant=unknown", plans), undefined);
  assertEquals(readAddress("findings", plans), undefined);
});
