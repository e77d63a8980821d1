/**
 * What the code of somebody else's data set gives: examples, where it runs; facts, where they come out
 * of the sandbox; and the fields of any kind.
 */
import { assert, assertEquals } from "@std/assert";
import { ownDatasetLoader, type OwnExamples } from "@samebit/datasets";
import { type Fields, fieldsFromData, fieldsToData, fillDefaults } from "@samebit/input";
import type { Json } from "@samebit/runlog";
import { PREPROCESS_FIELD, type Split } from "@samebit/splits";
import gestures from "../../examples/kinds/gestures.ts";
import { factsFromData } from "../../packages/sweep/own_data.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { damagedJson } from "./mutations.ts";

const FIELDS: Fields = { preprocess: { ...PREPROCESS_FIELD, default: "none" } };

const SPLITS = { train: [3, 0], validation: [1], test: [2] };
const INPUTS = { shape: [2], values: [1, 2, 3, 4, 5, 6, 7, 8], splits: SPLITS };
const EXAMPLES: readonly Json[] = [
  { ...INPUTS, labels: [0, 1, 1, 0], classes: ["no", "yes"] },
  { ...INPUTS, targets: { names: ["a", "b"], values: [1, 2, 3, 4, 5, 6, 7, 8] } },
];

/** With an array of numbers where the code would give one. */
function stored(given: Json): unknown {
  const { values, ...rest } = Object(given);
  const isNumbers = Array.isArray(values) && values.every((value) => typeof value === "number");
  return isNumbers ? { ...rest, values: Float32Array.from(values) } : given;
}

fuzz(
  "ownDatasetLoader refuses changed examples with a clear error, or gives whole splits of them",
  damagedJson(EXAMPLES),
  async (given) => {
    const load = () => stored(given) as OwnExamples;
    const { train, validation, test, classes, features } =
      await readOrRefuse(() =>
        ownDatasetLoader(SOURCE, { fields: FIELDS, load })
          .load(fillDefaults(SOURCE, FIELDS, {}) as never, {
            readFile: () => Promise.reject(new Error("there is none")),
          })
      ) ?? {};
    for (const split of [train, validation, test]) {
      if (split === undefined) continue;
      const { values, labels, targets, count }: Split = split;
      assertEquals(values.length, count * features!);
      assert([...values, ...targets ?? []].every(Number.isFinite));
      assert([...labels].every((label) => label < classes!.length));
    }
  },
);

const FACTS: Json = {
  hash: "a".repeat(64),
  ...{ features: 2, shape: [2], classes: ["no", "yes"], warnings: [], isFloat64: false },
  targets: { names: ["a"], mean: [1], deviation: [2], nonBinary: { place: "line 1", value: 3 } },
  classCounts: { train: [1, 2], validation: [1, 0], test: [0, 1] },
  ...{ train: { count: 3 }, validation: { count: 1 }, files: ["a/b.csv"] },
};

fuzz(
  "factsFromData refuses changed facts with a clear error, or gives facts",
  damagedJson([FACTS]),
  async (data) => {
    const facts = await readOrRefuse(() => factsFromData(data, SOURCE));
    if (facts === undefined) return;
    assertEquals([typeof facts.hash, facts.train.count > 0], ["string", true]);
    for (const file of facts.files) assert(!/\.\.(\/|$)|^\/|\\/.test(file), file);
    if (facts.targets !== undefined) assert(facts.targets.mean instanceof Float64Array);
  },
);

fuzz(
  "fieldsFromData refuses changed fields with a clear error, or gives fields that hold their defaults",
  damagedJson([JSON.parse(JSON.stringify(fieldsToData(gestures.fields)))]),
  async (data) => {
    // Its errors name the field; who calls it names the file.
    const named = () => {
      try {
        return fieldsFromData(data);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        throw new TypeError(`${SOURCE}: ${error.message}`);
      }
    };
    for (const { holds, default: fallback } of Object.values(await readOrRefuse(named) ?? {})) {
      assert(fallback === undefined || holds.includes(fallback));
    }
  },
);
