/** What an experiment file may say of a network that is written layer by layer. */
import { assertEquals } from "@std/assert";
import { combine, expand } from "./expand.ts";
import { resolve } from "./resolve.ts";
import {
  assertAccepted,
  assertRefused,
  type Draft,
  refusals,
  SMALL,
} from "./testing/experiments.ts";

const LAYERS = [
  { kind: "convolution", filters: 4, kernel: 3, name: "first" },
  "relu",
  {
    kind: "residual",
    body: [{ kind: "convolution", filters: 4, kernel: 3, name: "inner" }, "relu"],
  },
  { kind: "repeat", times: 2, body: [{ kind: "dropout", keepRatio: 0.5, name: "drop" }] },
  "flatten",
] as const;

function layered(change: (draft: Draft) => void): (draft: Draft) => void {
  return (draft) => {
    draft.base.model = { kind: "layers", layers: structuredClone(LAYERS) };
    change(draft);
  };
}

const LIST = 'wanted a list of layers, such as [{ kind: "affine", outputs: 100 }, "relu"]';

refusals("layers that cannot be", [
  [
    layered((draft) => draft.base.model.layers[1] = "rellu"),
    'base.model.layers.1: unknown layer "rellu", did you mean "relu"?',
  ],
  [
    layered((draft) => draft.base.model.layers[0].kernal = 3),
    'base.model.layers.0.kernal: unknown field of layer "convolution", did you mean "kernel"?',
  ],
  [
    layered((draft) => draft.base.model.layers[2].body[0].stride = 0),
    "base.model.layers.2.body.0.stride: cannot be 0; wanted a whole number from 1",
  ],
  [
    layered((draft) => draft.base.model.layers[2].body = []),
    "base.model.layers.2.body: is empty; wanted at least one layer",
  ],
  [
    layered((draft) => delete draft.base.model.layers[2].body),
    `base.model.layers.2.body: is missing; ${LIST}`,
  ],
  [
    layered((draft) => draft.base.model.layers = "relu"),
    `base.model.layers: cannot be "relu"; ${LIST}`,
  ],
  [
    layered((draft) => draft.base.model.layers[3].times = 1e9),
    "base.model.layers: comes to 1000000005 layers; wanted at most 1000",
  ],
  [
    layered((draft) => draft.base.model.layers = Array(10_000).fill("relu")),
    "base.model.layers: comes to 10000 layers; wanted at most 1000",
  ],
  [
    layered((draft) => {
      let body: unknown[] = ["relu"];
      for (let depth = 0; depth < 100; depth++) body = [{ kind: "residual", body }];
      draft.base.model.layers = body;
    }),
    "base.model.layers: nests blocks more than 16 deep; wanted fewer",
  ],
  [
    layered((draft) => draft.base.model.layers[2].body[0].name = "first"),
    'base.model.layers: names two layers "first"',
  ],
  [
    layered((draft) => draft.base.model.layers[0].name = "a.b"),
    'base.model.layers.0.name: cannot be "a.b"; wanted a name of letters, digits, _ and -, beginning ' +
    "with a letter, for axes such as model.layers.NAME.FIELD",
  ],
  [
    layered((draft) => draft.base.model.hidden = [5]),
    'base.model.hidden: unknown field of network "layers"; there are kind, layers, weightScale, initialization',
  ],
]);

refusals("axes into layers that cannot be", [
  [
    layered((draft) => draft.compare = { "model.layers.frist.filters": [2, 4] }),
    'compare.model.layers.frist.filters: no layer is called "frist", did you mean "first"?',
  ],
  [
    layered((draft) => draft.compare = { "model.layers.first.filters": [2, 0] }),
    "compare.model.layers.first.filters.0: cannot be 0; wanted a whole number from 1",
  ],
  [
    layered((draft) => draft.tune = { "model.layers.inner.kernal": [3, 5] }),
    'tune.model.layers.inner.kernal.3: unknown field of layer "convolution", did you mean "kernel"?',
    'tune.model.layers.inner.kernal.5: unknown field of layer "convolution", did you mean "kernel"?',
  ],
  [
    layered((draft) => draft.compare = { "model.layers.first.name": ["first", "second"] }),
    "compare.model.layers.first.name: cannot vary, since a name changes nothing; wanted another field",
  ],
  [
    (draft) => draft.compare = { "model.layers.0.filters": [2, 4] },
    'compare.model.layers.0.filters: no layer is called "0"; layers are referred to by their given ' +
    "name, not by their position",
  ],
  [
    (draft) => draft.compare = { "model.layers.first.filters": [2, 4] },
    'compare.model.layers.first.filters: no layer is called "first"; give a layer of base.model.layers the name, ' +
    'as in { kind: "affine", outputs: 100, name: "first" }',
  ],
]);

Deno.test("an axis reaches the layer that has the name, in blocks too, and nothing else", () => {
  const experiment = assertAccepted(layered((draft) => {
    draft.claims = [];
    draft.compare = { "model.layers.inner.kernel": [3, 5] };
    draft.tune = { "model.layers.drop.keepRatio": [0.5, 0.9] };
  }));
  const found = combine(experiment).map(({ settings: { model } }) => JSON.stringify(model));
  const wanted = [3, 5].flatMap((kernel) =>
    [0.5, 0.9].map((keepRatio) =>
      JSON.stringify({ kind: "layers", layers: LAYERS })
        .replace('"kernel":3,"name":"inner"', `"kernel":${kernel},"name":"inner"`)
        .replace('"keepRatio":0.5', `"keepRatio":${keepRatio}`)
    )
  );
  assertEquals(found, wanted);
  assertEquals(expand(experiment).length, 2 * 2 * SMALL.seeds.length);
});

Deno.test("a complete list of layers may be compared, and a fault is named where it was written", () => {
  assertAccepted(layered((draft) => {
    draft.claims = [];
    draft.compare = { "model.layers": { plain: ["flatten"], rectified: ["flatten", "relu"] } };
  }));
  assertRefused(
    layered((draft) => draft.compare = { "model.layers": { plain: ["flaten"] } }),
    'compare.model.layers.plain.0: unknown layer "flaten", did you mean "flatten"?',
  );
});

Deno.test("resolve writes out every field of layers and drops their names", () => {
  const { model } = resolve({ ...SMALL.base, model: { kind: "layers", layers: LAYERS } }, 1);
  const convolution = {
    kind: "convolution",
    filters: 4,
    kernel: 3,
    stride: 1,
    padding: "same",
    groups: 1,
    bias: true,
  };
  assertEquals<unknown>(model, {
    kind: "layers",
    layers: [
      convolution,
      { kind: "relu" },
      {
        kind: "residual",
        shortcut: "identity",
        keepRatio: 1,
        body: [convolution, { kind: "relu" }],
      },
      { kind: "repeat", times: 2, body: [{ kind: "dropout", keepRatio: 0.5 }] },
      { kind: "flatten" },
    ],
    initialization: { kind: "he" },
  });
  assertEquals(Object.keys(model).join(), "kind,layers,initialization");
});
