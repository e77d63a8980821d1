import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { StartConfig } from "@samebit/networks";
import { formatSafetensors } from "@samebit/runlog";
import { createReferenceKernels } from "@samebit/tensors";
import { execute } from "./execute.ts";
import { identityOf } from "./identity.ts";
import type { Plan } from "./plan.ts";
import { loadTrainingData } from "./start_weights.ts";
import { FULL, LAYERED, loadDigitsOf, train } from "./testing_plans.ts";
import { Trainer } from "./trainer.ts";

const dataset = await loadDigitsOf(FULL);
const { outcome: { result, bestWeights } } = train(FULL, dataset);
const bytes = formatSafetensors({
  arrays: bestWeights.map(({ name, shape, data }) => ({ name, shape, values: data })),
  metadata: {},
});
const START: StartConfig = {
  kind: "from",
  file: "full.safetensors",
  sha256: bytesToHex(sha256(bytes)),
  skip: [],
  rest: "he",
};
const source = { readFile: () => Promise.resolve(bytes) };

function begun(changed: Partial<StartConfig> = {}, plan: Plan = FULL): Plan {
  return { ...plan, model: { ...plan.model, initialization: { ...START, ...changed } } };
}

Deno.test("a run that starts from weights starts with the figures that they had", async () => {
  const plan = begun();
  const data = await loadTrainingData(plan, source);
  const first = execute(plan, data, createReferenceKernels("float32")).next().value;
  assert("kind" in first! && first.kind === "epoch");
  assertEquals(first.row.validationLoss, result.best.validationLoss);
  assertNotEquals(identityOf(plan, data.hash), identityOf(FULL, data.hash));
});

Deno.test("skipped layers start as in a network with new weights", async () => {
  const kernels = createReferenceKernels("float32");
  const fresh: Plan = { ...FULL, model: { ...FULL.model, initialization: { kind: "xavier" } } };
  const plan = begun({ skip: ["W2", "b3"], rest: "xavier" });
  const made = new Trainer(plan, await loadTrainingData(plan, source), kernels).network;
  const drawn = new Trainer(fresh, dataset, kernels).network;
  const saved = new Map(bestWeights.map(({ name, data }) => [name, data]));
  for (const [i, { name, value }] of made.entries.entries()) {
    const isSkipped = ["W2", "b3"].includes(name);
    assertEquals(value.data, isSkipped ? drawn.entries[i]!.value.data : saved.get(name), name);
  }
  for (const { name, tensor } of made.state) assertEquals(tensor.data, saved.get(name), name);
});

Deno.test("weights that do not fit a network are refused by name, and nothing is changed", async () => {
  const refused: readonly [plan: Plan, says: string][] = [
    [begun({ skip: ["W7"] }), 'skip does not name a tensor: "W7", did you mean "W1"?'],
    [
      begun({}, { ...FULL, precision: "float64" }),
      "W1 is float32 [64, 12]; the network needs float64 [64, 12]; name it in skip",
    ],
    [
      begun({ skip: ["W1"] }, LAYERED),
      "the network has no gamma2, but the file has it; name it in skip",
    ],
  ];
  for (const [plan, says] of refused) {
    const data = await loadTrainingData(plan, source);
    assertThrows(
      () => new Trainer(plan, data, createReferenceKernels(plan.precision)),
      RangeError,
      says,
    );
  }
  assertThrows(
    () => new Trainer(begun(), dataset, createReferenceKernels("float32")),
    RangeError,
    'Cannot start from "full.safetensors": its weights are not loaded',
  );
});

Deno.test("loadTrainingData refuses another file, naming both hashes, and no safetensors", async () => {
  const other = "0".repeat(64);
  await assertRejects(
    () => loadTrainingData(begun({ sha256: other }), source),
    RangeError,
    `its SHA-256 is ${START.sha256}; wanted ${other}`,
  );
  const empty = { readFile: () => Promise.resolve(new Uint8Array(3)) };
  const plan = begun({ sha256: bytesToHex(sha256(new Uint8Array(3))) });
  await assertRejects(() => loadTrainingData(plan, empty), SyntaxError, "full.safetensors");
});
