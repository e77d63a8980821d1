import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { MOST_STEPS, type Plan, requireFit } from "@samebit/solver";
import { BadInput } from "@samebit/input";
import { OPTIMIZER_DEFAULTS } from "@samebit/optimizers";
import { createLocalEngine } from "./local_engine.ts";
import { digitsJob, loadDigitsOf } from "./testing/runs.ts";
import { inFolder } from "@samebit/store/testing";
import { SMALL_PLAN } from "@samebit/experiment/testing";

const dataset = await loadDigitsOf(SMALL_PLAN);

/** Why a plan is refused. */
function refusalOf(changes: Partial<Plan>): string {
  const plan = { ...SMALL_PLAN, ...changes };
  return assertThrows(() => requireFit(plan, dataset, "eve's plan"), BadInput).message;
}

const hidden = (widths: readonly number[]) => ({ model: { ...SMALL_PLAN.model, hidden: widths } });
const drawn = { sampling: "with-replacement" } as const;

Deno.test("requireFit refuses what no machine can hold, whatever it consists of", () => {
  const features = dataset.features;
  assertEquals(
    refusalOf(hidden([12_000, 12_000, 12_000])),
    `eve's plan: the plan's model.hidden comes to ${
      (features + 1) * 12_000 + 2 * 12_001 * 12_000 + 12_001 * dataset.classes.length
    } parameters on ${features} features; wanted at most ${2 ** 28}`,
  );
  assertEquals(
    refusalOf({ ...drawn, batchSize: 1e6, ...hidden(Array(100).fill(250)) }),
    `eve's plan: the plan's batchSize comes to ${1e6 * (2 * 100 * 250 + dataset.classes.length)} ` +
      `numbers in all layers together; wanted at most ${
        2 ** 28
      }: a smaller batch, several pieces ` +
      "(--accumulate), or fewer or narrower layers",
  );
  // As many layers as no call has arguments.
  assertStringIncludes(
    refusalOf(hidden(Array(200_000).fill(1))),
    "eve's plan: the plan cannot be trained: a fully connected network: hidden cannot be [1,1,1,",
  );
});

Deno.test("requireFit counts the numbers that layers hold for one piece of a minibatch", () => {
  const plan = { ...SMALL_PLAN, ...drawn, batchSize: 1e6, ...hidden(Array(100).fill(250)) };
  requireFit(plan, dataset, "eve's plan", 200);
  assertEquals(
    assertThrows(() => requireFit(plan, dataset, "eve's plan", 100), BadInput).message,
    `eve's plan: the plan's batchSize comes to ${1e4 * (2 * 100 * 250 + dataset.classes.length)} ` +
      `numbers in all layers together for each of 100 pieces; wanted at most ${
        2 ** 28
      }: a smaller ` +
      "batch, more pieces (--accumulate), or fewer or narrower layers",
  );
});

Deno.test("requireFit counts the numbers of an evaluation where a minibatch has fewer examples", () => {
  // Few parameters, but many outputs, of affine layers and of their activations.
  const wide = hidden(Array(700).fill(1).map((one, i) => i % 2 === 0 ? one : 1600));
  const each = 2 * (350 + 350 * 1600) + dataset.classes.length;
  assertEquals(
    refusalOf({ ...drawn, batchSize: 1, ...wide }),
    `eve's plan: the plan's batchSize comes to ${256 * each} numbers in all layers together for ` +
      `the 256 examples that are evaluated at a time; wanted at most ${2 ** 28}: several pieces ` +
      "(--accumulate), or fewer or narrower layers",
  );
  requireFit({ ...SMALL_PLAN, ...drawn, batchSize: 2, ...wide }, dataset, "eve's plan", 2);
});

Deno.test("requireFit refuses a run that would never end, and says how many epochs may be", () => {
  const perEpoch = Math.floor(dataset.train.count / SMALL_PLAN.batchSize);
  const most = Math.floor(MOST_STEPS / perEpoch);
  requireFit({ ...SMALL_PLAN, epochs: most }, dataset, "a plan");
  for (const epochs of [most + 1, 1e12]) {
    assertEquals(
      refusalOf({ epochs }),
      `eve's plan: the plan's epochs cannot be ${epochs}, which are ${
        epochs * perEpoch
      } steps of ` +
        `${SMALL_PLAN.batchSize} examples; wanted at most ${most} epochs, ${MOST_STEPS} steps in all`,
    );
  }
});

Deno.test("requireFit refuses orthogonal matrices that would take minutes", () => {
  const initialization = { kind: "orthogonal", gain: 1 } as const;
  const model = { ...SMALL_PLAN.model, initialization };
  const [features, classes] = [dataset.features, dataset.classes.length];
  const work = 3000 * features * features + 3000 ** 3 + 3000 * classes * classes;
  assertEquals(
    refusalOf({ model: { ...model, hidden: [3000, 3000] } }),
    "eve's plan: the plan's model.initialization cannot be \"orthogonal\" for weights whose rows " +
      `times columns times the fewer of both come to ${work}; wanted at most 20000000000: narrower ` +
      "layers, or another initialization",
  );
  requireFit({ ...SMALL_PLAN, model: { ...model, hidden: [1000, 1000] } }, dataset, "a plan");
});

Deno.test("requireFit names the layer that is added behind the list", () => {
  const layers = [{ kind: "max-pool", size: 2, stride: 2 }] as const;
  const model = {
    kind: "layers",
    layers,
    initialization: SMALL_PLAN.model.initialization,
  } as const;
  assertEquals(
    refusalOf({ model }),
    "eve's plan: the plan's model.layers behind the last layer, affine1: input cannot be of shape " +
      '[1, 4, 4]; wanted [features], which "flatten" makes of it',
  );
});

Deno.test("requireFit refuses first weights that would take too long to draw", () => {
  const initialization = {
    kind: "numpy-legacy",
    seed: 231,
    weightScale: 0.1,
    normalsBefore: 1e15,
    integersBefore: 2,
    integerBound: 10,
    networksBefore: 0,
  } as const;
  assertEquals(
    refusalOf({ model: { ...SMALL_PLAN.model, initialization } }),
    "eve's plan: the plan's model.initialization draws 1000000000000002 numbers before the weights; " +
      `wanted at most ${2 ** 28}`,
  );
});

Deno.test("requireFit refuses groups that name no parameter, and a second weight decay", () => {
  const groups = {
    kind: "roles",
    weightDecay: 0.1,
    biasRate: 1,
    biasDecay: 0,
    scaleRate: 1,
    scaleDecay: 0,
    shiftRate: 1,
    shiftDecay: 0,
    frozen: [],
  } as const;
  assertEquals(
    refusalOf({ groups: { ...groups, frozen: ["b1", "W9"] } }),
    "eve's plan: the plan's groups.frozen.1 names no parameter: \"W9\"; the network has W1, b1, W2, b2",
  );
  const optimizer = { ...OPTIMIZER_DEFAULTS.adamw, weightDecay: 0.01 };
  assertEquals(
    refusalOf({ groups, optimizer }),
    "eve's plan: the plan's groups.weightDecay decays weights that adamw decays by its own " +
      "weightDecay of 0.01; wanted one of them, and 0 for the other",
  );
  requireFit({ ...SMALL_PLAN, groups, optimizer: { ...optimizer, weightDecay: 0 } }, dataset, "");
});

Deno.test("createLocalEngine's worker process refuses a plan that planning would have refused", async () => {
  await inFolder(async (out) => {
    const job = await digitsJob({ ...SMALL_PLAN, epochs: 1e12 }, `${out}/run`);
    const told: string[] = [];
    await createLocalEngine({
      workers: 1,
      out,
      dataDir: out,
      kernels: { name: "reference" },
      environment: {},
    }).run([job], {
      keepGoing: true,
      retries: 0,
      signal: new AbortController().signal,
      onEvent: (event) => told.push(event.kind === "failed" ? event.reason : event.kind),
    });
    assertEquals(told.length > 0 && told.at(-1)!.includes("the plan's epochs cannot be"), true);
    await assertRejects(() => Deno.stat(job.folder), Deno.errors.NotFound);
  });
});

Deno.test("requireFit refuses to whiten without a convolution, and by more images than there are", () => {
  const initialization = { kind: "whitened", images: 1000, epsilon: 1e-3, others: "he" } as const;
  assertEquals(
    refusalOf({ model: { ...SMALL_PLAN.model, initialization } }),
    "eve's plan: the plan's model.initialization cannot be \"whitened\" for a network that begins " +
      "with affine1; wanted a convolution first",
  );
  const convolution = {
    ...{ kind: "convolution", filters: 4, kernel: 3, stride: 1 } as const,
    ...{ padding: "same", groups: 1, bias: true } as const,
  };
  const layers = [convolution, { kind: "flatten" }] as const;
  const count = dataset.train.count;
  assertEquals(
    refusalOf({
      model: { kind: "layers", layers, initialization: { ...initialization, images: count + 1 } },
    }),
    `eve's plan: the plan's model.initialization.images cannot be ${count + 1}, more than the ` +
      `${count} training examples`,
  );
});
