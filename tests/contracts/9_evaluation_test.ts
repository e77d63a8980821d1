/** Section 9 of the contract: measuring, predictions, mistakes, how runs end. */
import { loadDataset } from "@samebit/datasets";
import { argmax, softmax } from "@samebit/losses";
import { formatHeader, formatRow, type JsonObject, recordsOf, STEP_COLUMNS } from "@samebit/runlog";
import { execute, type Plan, readPlan, type RunOutcome, Trainer } from "@samebit/solver";
import { taskKindOf } from "@samebit/tasks";
import type { Dataset } from "@samebit/splits";
import { createReferenceKernels } from "@samebit/tensors";
import { createHash } from "node:crypto";
import { withMistakes } from "../../packages/solver/predictions.ts";
import { filesOf } from "./runs.ts";
import { type Case, checkVectors, floatOf, floatsOf, hex64 } from "./vectors.ts";

const { epochs: EPOCHS } = recordsOf("classification");

function loadFor(plan: Plan): Promise<Dataset> {
  return loadDataset(plan.dataset, { readFile: (path) => Deno.readFile(path) });
}

function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

async function run({ plan: written }: { readonly plan: JsonObject }) {
  const plan = readPlan(written);
  const kernels = createReferenceKernels(plan.precision);
  const running = execute(plan, await loadFor(plan), kernels);
  let [steps, epochs] = [formatHeader(STEP_COLUMNS), formatHeader(EPOCHS)];
  let next = running.next();
  for (; !next.done; next = running.next()) {
    if (next.value.kind === "step") steps += formatRow(STEP_COLUMNS, next.value.row);
    if (next.value.kind === "epoch") epochs += formatRow(EPOCHS, next.value.row);
  }
  const { ended, result, finalWeights } = next.value as RunOutcome;
  const weights = finalWeights.map(({ data }) =>
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  );
  return {
    ended,
    steps: result.steps,
    bestEpoch: result.best.epoch,
    ...(result.divergedAt && { divergedAt: result.divergedAt }),
    stepsCsv: sha256(steps),
    epochsCsv: sha256(epochs),
    finalWeights: sha256(...weights),
  };
}

checkVectors("9-evaluation", {
  prediction: ({ scores }) => argmax(floatsOf(scores), 0, scores.length),
  softmax: ({ scores }) => softmax(floatsOf(scores), 0, scores.length).map(hex64),
  mistakes({ rows }) {
    const predictions = rows.map(([label, predicted, loss]: Case, example: number) => ({
      example,
      label,
      predicted,
      loss: floatOf(loss),
    }));
    const data = { shape: [1], classes: ["0"] } as unknown as Dataset;
    const task = taskKindOf({}).begin(data, "float32");
    return [...withMistakes(task, predictions, data).mistakes.examples];
  },
  async measure({ plan: written, split }) {
    const plan = readPlan(written);
    const data = await loadFor(plan);
    const trainer = new Trainer(plan, data, createReferenceKernels(plan.precision));
    const { loss, accuracy } = trainer.measure(data[split as "train"]);
    return { loss: hex64(loss), accuracy: hex64(accuracy!) };
  },
  async views({ plan: written }) {
    const plan = readPlan(written);
    const trainer = new Trainer(plan, await loadFor(plan), createReferenceKernels(plan.precision));
    return { accuracy: hex64(trainer.testViews()!.accuracy!) };
  },
  run,
  async importance({ plan, table }) {
    const files = await filesOf(plan, table);
    const textOf = (name: string) => new TextDecoder().decode(files[name]);
    const { columns } = JSON.parse(textOf("run.json"));
    return { columns, importance: textOf("importance.csv") };
  },
});
