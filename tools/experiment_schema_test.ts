/** The JSON schema of the experiment file says what the files' own check says. */
import { assert, assertEquals } from "@std/assert";
import { checkExperiment } from "@samebit/experiment";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import { BadInput, type FieldsByKind } from "@samebit/input";
import { SEARCH_FIELDS } from "@samebit/search";
import { EVALUATION_FIELDS } from "@samebit/solver";
import { CLAIM_FIELDS, REPORT_FIELDS } from "@samebit/statements";
import { LAYER_FIELDS } from "../packages/experiment/layers_schema.ts";
import { BEGINNING_FIELDS, KINDS, PLAIN_FIELDS } from "../packages/experiment/settings_fields.ts";
import { accepts, acceptsExperiment, schemaFaults } from "./testing_schemas.ts";

/** The fields of `evaluation` and of its parts. */
const { layers, importance, ...plain } = EVALUATION_FIELDS;
const MEASURED = { plain, layers, importance };

const TABLES: Readonly<Record<string, FieldsByKind>> = {
  ...KINDS,
  search: SEARCH_FIELDS,
  report: REPORT_FIELDS,
  layers: LAYER_FIELDS,
  others: { BEGINNING_FIELDS, PLAIN_FIELDS, ...MEASURED, CLAIM_FIELDS },
};

/** Values of every type, at and beside the ends of what fields hold. */
const PROBES: readonly unknown[] = [
  ...[-2, -1, -0.5, 0, 1e-9, 0.5, 0.999, 1, 1.5, 2, 1000, 1001, 65535, 65536, 65537, 1e9],
  ...["", " ", "x", " x", "x y", "all", "none", "same", "alternate", "shuffled"],
  ...[true, false, null, {}, [], [1], [0], [1.5], ["a"], [""], ["a", 1]],
];

Deno.test("the JSON of every field takes the values that the field takes, and no others", () => {
  let compared = 0;
  for (const [name, table] of Object.entries(TABLES)) {
    for (const [kind, fields] of Object.entries(table)) {
      for (const [field, { holds }] of Object.entries(fields)) {
        for (const probe of PROBES) {
          const place = `${name} ${kind}.${field}: ${JSON.stringify(probe)}`;
          // Only a path below the data folder is more than a JSON schema can say.
          if (holds.wanted.includes("a path inside") && typeof probe === "string") continue;
          assertEquals(accepts(holds.json, probe), holds.includes(probe), place);
          compared++;
        }
      }
    }
  }
  assert(compared > 3000, String(compared));
});

Deno.test("experimentSchema refuses what checkExperiment refuses of single fields", () => {
  const bad: readonly ((draft: Draft) => void)[] = [
    (draft) => delete draft.title,
    (draft) => draft.question = " ",
    (draft) => draft.extra = 1,
    (draft) => draft.seeds = [],
    (draft) => draft.seeds = [1, 1],
    (draft) => draft.seeds = [-1],
    (draft) => delete draft.base.model,
    (draft) => draft.base.epoch = 3,
    (draft) => draft.base.epochs = 0,
    (draft) => draft.base.optimizer = "sgd",
    (draft) => draft.base.optimizer = { kind: "sgdd", learningRate: 1 },
    (draft) => draft.base.optimizer = { kind: "sgd" },
    (draft) => draft.base.optimizer = { kind: "sgd", learningRate: 1, beta1: 0.9 },
    (draft) => draft.base.schedule = "cosin",
    (draft) => draft.base.model.initialization = "he",
    (draft) => draft.base.model = { kind: "layers", layers: [{ kind: "residual", body: [] }] },
    (draft) => draft.base.model = { kind: "layers", layers: [{ kind: "affine" }] },
    (draft) => draft.base.model = { kind: "layers", layers: [{ kind: "relu", name: "1" }] },
    (draft) => draft.compare = { epoch: [1, 2] },
    (draft) => draft.compare = { batchSize: [] },
    (draft) => draft.compare = { batchSize: { "a/b": 10 } },
    (draft) => draft.compare = { batchSize: { "a..b": 10 } },
    (draft) => draft.compare = { batchSize: [0.5] },
    (draft) => draft.compare = { optimizer: [{ kind: "sgd", learningRate: 1 }] },
    (draft) => draft.compare = { "optimizer.learningRate": [-1] },
    (draft) => draft.compare = { variant: { a: { evaluation: {} } } },
    (draft) => draft.compare.batchSize = { range: "linear", from: 1, to: 2 },
    (draft) => draft.tune = { batchSize: { range: "linearly", from: 1, to: 2, points: 2 } },
    (draft) => draft.search = { kind: "random" },
    (draft) => draft.report = [{ kind: "section", name: "chart" }],
    (draft) => draft.report = [{ kind: "text", text: " " }],
    (draft) => draft.report = [{ kind: "chart", name: "gap", text: "x" }],
    (draft) => draft.claims[0].higher = "slow",
    (draft) => delete draft.claims[0].lower,
    (draft) => draft.claims[0] = { says: "x", metric: "trainLoss", near: "fast", than: 1 },
    (draft) => draft.claims[0].metric = "loss",
  ];
  for (const change of bad) {
    const value = spoiled(change);
    let refused = false;
    try {
      checkExperiment(value, "x.ts");
    } catch (error) {
      refused = error instanceof BadInput;
    }
    assertEquals([refused, acceptsExperiment(value)], [true, false], String(change));
  }
  assert(acceptsExperiment(spoiled(() => {})), schemaFaults());
});
