import { assert, assertEquals } from "@std/assert";
import { type DigitsConfig, loadDigits } from "@samebit/datasets";
import { execute, type Plan, readPlan } from "@samebit/solver";
import { createWasmKernels } from "@samebit/tensors";
import { Look, type Snapshot } from "./look.ts";
import { rerun, type RerunVerdict } from "./rerun.ts";
import { readRecordedRun } from "./testing_records.ts";

const recorded = await readRecordedRun();
const plan = readPlan(JSON.parse(recorded.files["run.json"]).plan);
const digits = await loadDigits(plan.dataset as DigitsConfig);

/** The recorded run, repeated and looked into. */
function lookAt(): { look: Look; snapshots: Snapshot[]; verdict: RerunVerdict } {
  const kernels = createWasmKernels({ mebibytes: 64 });
  const look = new Look(plan, digits, kernels);
  const snapshots: Snapshot[] = [];
  const making = rerun(recorded, digits, kernels, look);
  let next = making.next();
  for (; !next.done; next = making.next()) {
    if (next.value.kind === "snapshot") snapshots.push(next.value.snapshot);
  }
  return { look, snapshots, verdict: next.value };
}

Deno.test("Look sees the steps that it names, and the run stays the same to the last bit", () => {
  const { look, snapshots, verdict } = lookAt();
  assertEquals(verdict.difference, undefined);
  assertEquals(snapshots.map(({ step }) => step), look.scene.steps);
  assert(snapshots.length > 2 && snapshots.length <= 61, `${snapshots.length} steps`);
});

Deno.test("Look gives the numbers of layers.csv, and the weights after each step", () => {
  const { look, snapshots } = lookAt();
  const evaluation = { ...plan.evaluation, layers: { every: look.every } };
  const kernels = createWasmKernels({ mebibytes: 64 });
  const run = execute({ ...plan, evaluation }, digits, kernels);
  let at = 1;
  let next = run.next();
  for (; !next.done; next = run.next()) {
    if (next.value.kind !== "step" || next.value.row.step !== snapshots[at]?.step) continue;
    assertEquals(snapshots[at]!.rows, next.value.layers ?? []);
    assertEquals(snapshots[at]!.trainLoss, next.value.row.trainLoss);
    at++;
  }
  assertEquals(at, snapshots.length);
  const [first] = next.value.finalWeights;
  const [features, units] = first!.shape as [number, number];
  const { weights } = snapshots.at(-1)!;
  for (let i = 0; i < features * units; i++) {
    assertEquals(weights[(i % units) * features + Math.floor(i / units)], first!.data[i]);
  }
});

Deno.test("Look keeps filters and feature maps of a convolution, of an image of each class", () => {
  const model: Plan["model"] = {
    kind: "layers",
    layers: [
      {
        kind: "convolution",
        ...{ filters: 3, kernel: 5, stride: 1, padding: "valid", groups: 1, bias: true },
      },
      { kind: "relu" },
      { kind: "flatten" },
    ],
    initialization: { kind: "he" },
  };
  const kernels = createWasmKernels({ mebibytes: 64 });
  const look = new Look({ ...plan, model }, digits, kernels);
  const { weights, maps, images, layers } = look.scene;
  assertEquals(weights, { count: 3, height: 5, width: 5 });
  assertEquals(maps, { count: 3, height: 4, width: 4 });
  assertEquals(images.labels, digits.classes.slice(0, images.count));
  assertEquals(layers.map(({ name }) => name), ["W1", "W2"]);
});
