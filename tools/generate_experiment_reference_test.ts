/** The reference of the experiment file: every example in it is an experiment that is accepted. */
import { assert, assertEquals } from "@std/assert";
import { checkExperiment } from "@samebit/experiment";
import { SEARCH_FIELDS } from "@samebit/search";
import { REPORT_FIELDS } from "@samebit/statements";
import { LAYER_FIELDS } from "../packages/experiment/layers_schema.ts";
import { KINDS } from "../packages/experiment/settings_fields.ts";
import { generateExperimentReference } from "./generate_experiment_reference.ts";
import { acceptsExperiment } from "./testing_schemas.ts";

/** Everything that comes in kinds. */
const TABLES = { ...KINDS, search: SEARCH_FIELDS, report: REPORT_FIELDS, layers: LAYER_FIELDS };

interface Example {
  /** The field, such as `normalization`. */
  readonly field: string;
  readonly value: unknown;
}

const [page] = [...(await generateExperimentReference()).values()];
const text = new TextDecoder().decode(page);

async function readExamples(): Promise<Example[]> {
  const blocks = [...text.matchAll(/```ts ignore\n(\w+): ([^`]*?),\n```/g)];
  const found = await Promise.all(blocks.map(async ([, field, code]) => {
    if (field === "compare") return [];
    const url = `data:text/javascript,${encodeURIComponent(`export default ${code}`)}`;
    const { default: value } = await import(url);
    return [{ field: field!, value }];
  }));
  return found.flat();
}

/** An experiment that has nothing but what must be there, and the example. */
function withExample({ field, value }: Example): object {
  const model = { kind: "fully-connected", hidden: [10] };
  const base = {
    dataset: { kind: "digits" },
    model,
    optimizer: { kind: "sgd", learningRate: 0.01 },
    epochs: 10,
  };
  const experiment = { title: "A title", question: "What?", expectation: "That", base, seeds: [1] };
  switch (field) {
    case "normalization":
    case "activation":
    case "initialization":
      return { ...experiment, base: { ...base, model: { ...model, [field]: value } } };
    case "layers":
      return { ...experiment, base: { ...base, model: { kind: "layers", layers: value } } };
    case "search": {
      const rates = { range: "log", from: 1e-4, to: 0.1 };
      const isGrid = (value as { kind: string }).kind === "grid";
      const tune = { "optimizer.learningRate": isGrid ? { ...rates, points: 3 } : rates };
      return { ...experiment, tune, search: value };
    }
    case "report":
    case "claims": {
      const adam = { kind: "adam", learningRate: 0.001 };
      return {
        ...experiment,
        compare: { optimizer: { sgd: base.optimizer, adam } },
        [field]: value,
      };
    }
    default:
      return { ...experiment, base: { ...base, [field]: value } };
  }
}

Deno.test("generateExperimentReference has an example of every kind, and each is accepted, by the JSON schema too", async () => {
  const examples = await readExamples();
  const kinds = Object.values<object>(TABLES)
    .flatMap((table) => Object.keys(table));
  assertEquals(
    examples.length,
    kinds.length + ["model", "model", "claims", "claims", "claims", "report"].length,
  );
  for (const example of examples) {
    const named = `${example.field} ${JSON.stringify(example.value)}`;
    checkExperiment(withExample(example), named);
    assert(acceptsExperiment(withExample(example)), named);
  }
});

Deno.test("generateExperimentReference has every field of every kind", () => {
  for (const table of Object.values<object>(TABLES)) {
    for (const [kind, fields] of Object.entries(table)) {
      assert(text.includes(`\n**\`${kind}\`**\n`), kind);
      for (const name of Object.keys(fields)) assert(text.includes(`\n| \`${name}\``), name);
    }
  }
});
