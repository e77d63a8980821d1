/**
 * Writes docs/experiment-file.md, the reference of the experiment file, from the fields that stand
 * beside each kind.
 *
 *     deno run -A tools/generate_experiment_reference.ts [--check]
 */
import {
  type Field,
  type Fields,
  type FieldsByKind,
  fieldsIn,
  isField,
  mayBeLeftOut,
} from "@samebit/input";
import { LAYERS } from "@samebit/layers";
import { BLOCK_FIELDS, NETWORK_FIELDS, NETWORKS, partIn } from "@samebit/networks";
import { chartNamesOf, type ChartSource, DEFAULT_TASK, PAGE_SECTIONS } from "@samebit/runlog";
import { SEARCH_FIELDS } from "@samebit/search";
import { EVALUATION_FIELDS } from "@samebit/solver";
import { CLAIM_FIELDS, REPORT_FIELDS } from "@samebit/statements";
import { BEGINNING_FIELDS, KINDS, PLAIN_FIELDS } from "../packages/experiment/settings_fields.ts";
import { formatText } from "./format_text.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const page = "docs/experiment-file.md";

/** The place of everything that comes in kinds, and what is said about it. */
const SECTIONS: readonly {
  readonly place: string;
  readonly kinds: FieldsByKind;
  readonly about: string;
}[] = [
  { place: "dataset", kinds: KINDS.dataset, about: "The data, and how they are split." },
  {
    place: "augmentation",
    kinds: KINDS.augmentation,
    about: "What is done to training images before each step. Default: `none`.",
  },
  {
    place: "model.normalization",
    kinds: KINDS.normalization,
    about: "What stands between an affine layer and its activation. Default: `none`.",
  },
  {
    place: "model.activation",
    kinds: KINDS.activation,
    about: "What stands behind each hidden affine layer and its normalization. Default: `relu`.",
  },
  {
    place: "model.initialization",
    kinds: KINDS.initialization,
    about:
      "Weights scaled by the size of their layer. Default: `he`, unless `model.weightScale` is " +
      "given. `orthogonal` makes the rows or columns of each matrix orthogonal; `dirac` lets " +
      "convolutions begin by handing their input on; `whitened` has a first convolution whiten patches " +
      "of training images (freeze it by `groups.frozen` with `W1`); `from` begins with saved weights, " +
      "for [fine-tuning](fine-tuning.md); `numpy-legacy` is for " +
      "parity with published numbers only.",
  },
  { place: "loss", kinds: KINDS.loss, about: "What is minimised. Default: `softmax`." },
  { place: "optimizer", kinds: KINDS.optimizer, about: "The update rule." },
  {
    place: "groups",
    kinds: KINDS.groups,
    about: "Whether some parameters learn at another rate than the rule's, decay or stay as they " +
      "begin. A decay takes its share times the learning rate of a parameter away before the rule " +
      "moves it, whatever the rule; `adamw` and `lion` have a `weightDecay` of their own. Default: `none`.",
  },
  {
    place: "schedule",
    kinds: KINDS.schedule,
    about: "How the learning rate changes over the run. Default: `constant`.",
  },
  {
    place: "clipping",
    kinds: KINDS.clipping,
    about: "What is done to gradients before the update. Default: `none`.",
  },
  {
    place: "averaging",
    kinds: KINDS.averaging,
    about:
      "Whether the weights that are evaluated and saved are a moving average. Default: `none`.",
  },
  {
    place: "stopping",
    kinds: KINDS.stopping,
    about: "Whether a run ends before its last epoch. Default: `none`.",
  },
];

const INTRODUCTION = `# The experiment file

<!-- Made by tools/generate_experiment_reference.ts. -->

An experiment file exports one object, checked as you write by \`satisfies Experiment\` and again when
the file is run. \`deno task new SLUG\` writes one to start from; [the tutorial](tutorial.md) explains
the ideas, this page lists every field. What has no default must be given. For editors and programs
that write experiments as JSON there is a [JSON schema](experiment.schema.json) of the same fields; it
looks at each by itself, so what it accepts may still be refused, with the reason, when it is run.

| field         | holds                                                                     |
| ------------- | ------------------------------------------------------------------------- |
| \`title\`       | the heading of the report page                                            |
| \`question\`    | what the experiment asks                                                  |
| \`expectation\` | what you expect, written before it is run                                 |
| \`answer\`      | what you found, written after it, with [its numbers](numbers-in-prose.md) |
| \`base\`        | the [settings](#settings) that all runs share where no axis replaces them |
| \`compare\`     | [axes](#axes) whose every combination is a variant on the page            |
| \`tune\`        | axes of which the best value is chosen by mean validation accuracy        |
| \`search\`      | how the best values are found; default every combination of them          |
| \`seeds\`       | a list of different whole numbers from 0; every variant runs with each    |
| \`claims\`      | [statements](#claims) that the page evaluates                             |
| \`report\`      | [what the page shows](#the-report), in which order, with words between    |
`;

const CLAIMS_IN_DETAIL = `\
The verdict follows from the 95 % interval of the mean difference, paired by seed, as
[section 17](contracts/17-statistics.md#174-verdicts) says.

**Steps to a target.** The metric \`stepsTo(trainAccuracy, 0.9)\` is how many steps a run had made at
the first evaluation that gave 0.9 or better; the column is any of \`epochs.csv\`, the number in its
shortest form. Evaluations come after each epoch, so it is told to an epoch, and where all seeds agree
the interval has no width. A run that ends before is never left out: it counts with the steps that it
made, tables mark the mean with > and say how many runs reach the value. A difference then counts both
sides within the steps of the shortest such run (a restricted mean), and says so; whether variants are
equivalent, or stand above or below a number of steps that this run did not come to, is not decided. A
run that diverged leaves a claim undecided, as with any metric.

\`\`\`ts ignore
claims: [{
  says: "Adam gets to 90 % of the training examples in fewer steps than SGD",
  metric: "stepsTo(trainAccuracy, 0.9)",
  lower: "adam",
  than: "sgd",
}],
\`\`\`

**Equivalence.** That no difference was found is not that there is none. \`equivalent\` claims that the
means differ by less than \`margin\`, in the metric's unit: supported where the whole interval lies
between −margin and margin (two one-sided tests, at 2.5 % each), refuted where it lies wholly beyond one
of them, else inside the noise.

\`\`\`ts ignore
claims: [{
  says: "Adam and SGD classify alike, to within one test example in a hundred",
  metric: "testAccuracy",
  equivalent: "adam",
  than: "sgd",
  margin: 0.01,
}],
\`\`\`
`;

const REPORT = `## The report

\`report\` says what the page shows, in which order and with which words between. Without it a page has
its own order. It is part of no plan: change it and run \`deno task experiment\` again, which trains
nothing and moves no lock.

What the list does not name is left out, with these exceptions: the findings come first where they are
not named, the sections \`setup\`, \`runs\`, \`again\` and \`reproduce\` last, and the page ends with the
titles of the charts that were left out. A chart that is named by itself stands there and no more in its
section. Texts and captions [refer to numbers](numbers-in-prose.md) as an \`answer\` does, and like it
may hold no result that is typed by hand.

The sections: ${PAGE_SECTIONS.map((name) => `\`${name}\``).join(", ")}. The charts:

${chartsText()}

A chart shows nothing where its runs have nothing for it, as \`learning-rate\` where it is constant.
An unknown name is refused with the names of the charts that the experiment may have.
`;

/** The names of all charts, by what they are drawn of. */
function chartsText(): string {
  const source: ChartSource = {
    task: DEFAULT_TASK,
    metrics: [],
    compares: false,
    tunes: false,
    layers: false,
    predictions: false,
    importance: false,
  };
  const namesOf = (given: Partial<ChartSource>) => chartNamesOf({ ...source, ...given });
  const plain = namesOf({});
  const beside = (given: Partial<ChartSource>, without = plain) =>
    namesInCode(namesOf(given).filter((name) => !without.includes(name)));
  return [
    `- of every experiment: ${
      namesInCode(plain)
    }; of other tasks \`train-\`, \`validation-\` and \`final-\` ` +
    "with their own figures, such as `validation-rmse`",
    "- of each metric that a claim is about: `final-METRIC`, such as `final-trainLoss`, and of what is " +
    "compared `axis-METRIC` against one number, `heatmap-METRIC` against two",
    `- with \`tune\`: ${beside({ tunes: true })}`,
    `- with \`evaluation.layers\`: ${beside({ layers: true })}`,
    `- with \`evaluation.predictions\`: ${beside({ predictions: true })}; of numbers ${
      beside({ predictions: true, task: "regression" }, namesOf({ task: "regression" }))
    }`,
    `- with \`evaluation.importance\`: ${beside({ importance: true })}`,
  ].join("\n");
}

function namesInCode(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

const REPORT_EXAMPLE = `\`\`\`ts ignore
report: [
  { kind: "text", heading: "Who is fast", text: "Adam ends at {{mean trainLoss of adam}}." },
  { kind: "chart", name: "train-loss", caption: "Most of the difference is there after an epoch." },
  { kind: "chart", name: "validation-accuracy" },
  { kind: "section", name: "summary" },
  { kind: "section", name: "charts" },
],
\`\`\`
`;

const AXES = `## Axes

An axis is named by its place in \`base\`: a field, such as \`batchSize\` or \`optimizer\`, or a field of
a field, such as \`optimizer.learningRate\`. Its values are a list of numbers, words or truth values, or
an object of values by label, up to 60 letters, digits, blanks and \`. _ + -\`, the first a letter or digit. The axis \`variant\` has whole variants, each an object of settings.

\`\`\`ts ignore
compare: {
  optimizer: { sgd: { kind: "sgd", learningRate: 0.01 }, adam: { kind: "adam", learningRate: 0.001 } },
  batchSize: [50, 100],
},
tune: { "optimizer.learningRate": { range: "log", from: 1e-4, to: 1e-1 } },
\`\`\`

The axis \`model.layers.NAME.FIELD\` is the field of the layer that was given this name.

In \`tune\` a number may be searched for in a range: \`range\` is \`"linear"\`, \`"log"\` or
\`"integer"\`, \`from\` and \`to\` are its ends, and \`points\` is how many values a grid takes of it.
`;

const BODY_EXAMPLE = [{ kind: "convolution", filters: 32, kernel: 3 }, "relu"];

const LAYERS_IN_DETAIL =
  `What may stand in \`layers\` of a network and in the \`body\` of a block: a
layer or a block, by its kind alone where it has no field that must be given. A layer may have a
\`name\`; then the axis \`model.layers.NAME.FIELD\` varies a field of it. All together come to 1,000
layers at most.
`;

/** The reference, and every example in it by its place. */
export async function generateExperimentReference(): Promise<GeneratedFiles> {
  const sections = SECTIONS.map(({ place, kinds, about }) =>
    `### \`${place}\`\n\n${about}\n\n${kindsText(place.split(".").at(-1)!, kinds)}`
  );
  const text = [
    INTRODUCTION,
    "## Settings\n",
    "Beside the fields of this table settings have what comes in kinds, below. A kind without a " +
    'field that must be given may be written by its name alone: `schedule: "cosine"`. Data sets, ' +
    "layers, losses and update rules may also be [your own](own-kinds.md), by names that begin with " +
    "`own-`; the JSON schema does not know those.\n",
    table(PLAIN_FIELDS),
    "### `model`\n",
    "The network. For every kind, `weightScale` or [`initialization`](#modelinitialization) says how " +
    "its weights begin.\n",
    table(BEGINNING_FIELDS),
    networksText(),
    ...sections,
    "### Layers\n",
    LAYERS_IN_DETAIL,
    kindsText("layers", fieldsIn(LAYERS)),
    "A block has the field `body` as well, a list of layers and blocks.\n",
    kindsText("layers", BLOCK_FIELDS, { body: BODY_EXAMPLE }),
    "### `evaluation`\n",
    "What is measured; the same for all runs, so no axis may vary it. `layers` has one field of its " +
    "own, `every`, and so has [`importance`](tables.md#which-columns-matter), `repeats`.\n",
    table(evaluationFields()),
    AXES,
    "## `search`\n",
    "How values of `tune` are found, for each variant by itself; [search.md](search.md) says when " +
    "to use which.\n",
    kindsText("search", SEARCH_FIELDS),
    "## Claims\n",
    "A claim has one of `lower`, `higher`, `near` and `equivalent`; `near` goes with `within` and a " +
    "number in `than`, `equivalent` with `margin` and a variant there. What it says, like question, expectation and answer, may " +
    "[refer to numbers](numbers-in-prose.md) of the runs.\n",
    table(CLAIM_FIELDS),
    example("claims", [{ ...examplesOf(CLAIM_FIELDS), lower: "adam" }]),
    CLAIMS_IN_DETAIL,
    REPORT,
    REPORT_EXAMPLE,
    kindsText("report", REPORT_FIELDS),
  ].join("\n");
  return new Map([[page, textContent(await formatText(text, "md"))]]);
}

/** The fields of `evaluation`, those of its parts by a dot. */
function evaluationFields(): Fields {
  return Object.fromEntries(
    Object.entries<Field | Fields>(EVALUATION_FIELDS).flatMap(([name, field]) =>
      isField(field)
        ? [[name, field]]
        : Object.entries<Field>(field).map(([inner, each]) => [`${name}.${inner}`, each])
    ),
  );
}

/** Each kind of network with what it is, its fields and an example. */
function networksText(): string {
  return Object.entries<Fields>(NETWORK_FIELDS).map(([kind, fields]) => {
    const { about } = NETWORKS[kind as keyof typeof NETWORKS];
    const config = { kind, ...examplesOf(fields) };
    return `**\`${kind}\`**\n\n${about}\n\n${table(fields)}\n${example("model", config)}`;
  }).join("\n");
}

/** Each kind with its fields and an example; for layers, in a list. */
function kindsText(field: string, kinds: FieldsByKind, more: object = {}): string {
  const isList = field === "layers" || field === "report";
  return Object.entries(kinds).map(([kind, fields]) => {
    const config = { kind, ...examplesOf(fields), ...more };
    const body = Object.keys(fields).length === 0 ? "" : `${table(fields)}\n`;
    return `**\`${kind}\`**\n\n${body}${example(field, isList ? [config] : config)}`;
  }).join("\n");
}

function table(fields: Fields): string {
  const rows = Object.entries(fields).map(([name, field]) =>
    `| \`${name}\` | ${field.about} | ${valuesOf(field)} | ${defaultOf(field)} |`
  );
  return `| field | is | values | default |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

function valuesOf({ holds }: Field): string {
  const part = partIn(holds);
  if (part === "layers") return "a list of [layers and blocks](#layers)";
  return part === undefined
    ? holds.wanted.replaceAll("|", "\\|")
    : `one of [its kinds](#model${part})`;
}

function defaultOf(field: Field): string {
  if (field.default !== undefined) return `\`${spell(field.default)}\``;
  return mayBeLeftOut(field) ? field.otherwise! : "";
}

/** The fields that must be given, with a possible value; the rest has defaults. */
function examplesOf(fields: Fields): Record<string, unknown> {
  const given = Object.entries(fields).filter(([, field]) => !mayBeLeftOut(field));
  return Object.fromEntries(given.map(([name, field]) => [name, field.example]));
}

function example(field: string, value: unknown): string {
  return `\`\`\`ts ignore\n${field}: ${spell(value)},\n\`\`\`\n`;
}

/** A value as TypeScript. */
function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value).map(([key, each]) => `${key}: ${spell(each)}`).join(", ")} }`;
}

if (import.meta.main) {
  await runGenerator("tools/generate_experiment_reference.ts", generateExperimentReference);
}
