/**
 * The text of `model.json`: the record of the run as in `run.json`, which weights are beside it,
 * and the input map. It may come from anyone, so reading trusts nothing: every field is checked,
 * sizes against each other, the plan as planning checks an experiment.
 *
 * @module
 */
import { checkPlan } from "@samebit/experiment";
import {
  BadInput,
  faultsOf,
  findTwice,
  isObject,
  isWhole,
  kinds,
  list,
  object,
  refuseFaults,
  SHA256_DIGITS,
  value,
  words,
} from "@samebit/input";
import { formatRecord, parseRunRecord, type RunRecord } from "@samebit/runlog";
import { CONTRACT, identityOf, type InputData, readPlan, requireInputFit } from "@samebit/solver";
import type { WeightsChoice } from "@samebit/store";
import { countEncoded, type TableEncoding } from "@samebit/tables";
import { MOST_CLASSES } from "@samebit/tensors";
import type { Model } from "./model.ts";

/** What `model.json` begins with. */
const FORMAT = "samebit-model";

/** Raised when an older reader would misunderstand the text. */
const VERSION = 1;

/** The most features that a plan can have. */
const MOST_FEATURES = 0x1000_0000;

/** A model without its weights, but with their digest. */
export type DescribedModel = Omit<Model, "weights"> & { readonly sha256: string };

/** The text of `model.json`. */
export function formatModel({ record, choice, data, sha256 }: DescribedModel): string {
  const { shape, offset, factor, columns, encoding, classes, targets } = data;
  const json = {
    format: FORMAT,
    version: VERSION,
    weights: { choice, sha256 },
    input: {
      shape,
      offset: [...offset],
      factor: [...factor],
      ...(columns !== undefined && { columns }),
      ...(encoding !== undefined && { encoding }),
    },
    classes,
    ...(targets !== undefined && {
      targets: {
        names: targets.names,
        mean: [...targets.mean],
        deviation: [...targets.deviation],
      },
    }),
    run: JSON.parse(formatRecord(record)),
  };
  return `${JSON.stringify(json, null, 1)}\n`;
}

const TEXTS = list(value("some text", (each) => typeof each === "string"), "a list of names");
const NUMBERS = list(value("a number", Number.isFinite), "a list of numbers");
const FROM_0 = list(
  value("a number from 0", (each) => Number.isFinite(each) && (each as number) >= 0),
  "a list of numbers",
);
const SIZES = value(
  "the sizes of one to three axes, such as [8, 8]",
  (each) =>
    Array.isArray(each) && each.length >= 1 && each.length <= 3 &&
    each.every((size) => isWhole(size, 1)) && product(each) <= MOST_FEATURES,
);

const NAME_OR_NULL = value(
  "some text or null",
  (each) => each === null || typeof each === "string",
);

/** How the cells of a table become values. */
const ENCODING = object({
  decimal: words("decimal sign", "point", "comma"),
  missingMarks: TEXTS,
  columns: list(
    kinds("column", {
      number: {
        name: NAME_OR_NULL,
        fill: value("a number or null", (each) => each === null || Number.isFinite(each)),
      },
      words: { name: NAME_OR_NULL, levels: TEXTS },
    }),
    "a list of columns",
  ),
  passedOver: TEXTS,
});

const MODEL = object({
  format: value(`"${FORMAT}"`, (each) => each === FORMAT),
  version: value(`${VERSION}`, (each) => each === VERSION),
  weights: object({
    choice: words("weights", "best", "final"),
    sha256: SHA256_DIGITS,
  }),
  input: object({
    shape: SIZES,
    offset: NUMBERS,
    factor: NUMBERS,
    columns: object({
      features: TEXTS,
      label: value("some text", (each) => typeof each === "string").optional(),
    }).optional(),
    encoding: ENCODING.optional(),
  }),
  classes: TEXTS,
  targets: object({ names: TEXTS, mean: NUMBERS, deviation: FROM_0 }).optional(),
  run: value("the object in run.json", isObject),
});

/** The value of a text that {@link MODEL} describes. */
interface ModelJson {
  readonly weights: { readonly choice: WeightsChoice; readonly sha256: string };
  readonly input: {
    readonly shape: readonly number[];
    readonly offset: readonly number[];
    readonly factor: readonly number[];
    readonly columns?: NonNullable<InputData["columns"]>;
    readonly encoding?: TableEncoding;
  };
  readonly classes: readonly string[];
  readonly targets?: {
    readonly names: readonly string[];
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
  };
  readonly run: object;
}

/**
 * Reads the text of a `model.json`.
 *
 * @param source The file's name, for messages.
 * @throws {BadInput} It is not a model, is damaged, or was changed; the field is named.
 */
export function parseModel(text: string, source: string): DescribedModel {
  const json = readJson(text, source);
  const record = recordIn(json, source);
  if (record.contract !== CONTRACT) {
    throw new BadInput(
      source,
      `was trained under contract ${record.contract}, this is ${CONTRACT}; ` +
        "use the version of Samebit that trained it",
    );
  }
  const plan = checkPlan(readPlan(record.plan), `${source}: run.plan`);
  if (identityOf(plan, record.dataHash) !== record.identity) {
    throw new BadInput(source, "run: its plan and data do not match its identity");
  }
  const data = dataIn(json, source);
  requireInputFit(plan, data, source);
  return { record, plan, data, ...json.weights };
}

function readJson(text: string, source: string): ModelJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new BadInput(source, `is not JSON: ${(cause as Error).message}`, { cause });
  }
  refuseFaults(source, faultsOf(MODEL, json));
  return json as ModelJson;
}

function recordIn({ run }: ModelJson, source: string): RunRecord {
  try {
    const record = parseRunRecord(JSON.stringify(run), `${source}: run`);
    if (record.result !== undefined) return record;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(source, cause.message, { cause });
  }
  throw new BadInput(source, "run.result: is missing; wanted the record of a complete run");
}

/** The input map and the outputs, their sizes checked against each other. */
function dataIn({ input, classes, targets }: ModelJson, source: string): InputData {
  const features = product(input.shape);
  const { columns, encoding } = input;
  const sizes: readonly (readonly [string, number, number])[] = [
    ["input.offset", input.offset.length, features],
    ["input.factor", input.factor.length, features],
    ["input.columns.features", columns?.features.length ?? features, features],
    ["input.encoding.columns", encoding ? countEncoded(encoding) : features, features],
    ["targets.mean", targets?.mean.length ?? 0, targets?.names.length ?? 0],
    ["targets.deviation", targets?.deviation.length ?? 0, targets?.names.length ?? 0],
  ];
  for (const [place, found, wanted] of sizes) {
    if (found !== wanted) throw new BadInput(source, `${place}: has ${found}; wanted ${wanted}`);
  }
  const levels = encoding?.columns.flatMap((each) => each.kind === "words" ? [each.levels] : []);
  const named = encoding?.columns.flatMap(({ name }) => name ?? []) ?? [];
  for (
    const names of [
      classes,
      columns?.features ?? [],
      targets?.names ?? [],
      named,
      ...levels ?? [],
    ]
  ) {
    const twice = findTwice(names);
    if (twice !== undefined) throw new BadInput(source, `${JSON.stringify(twice)} is listed twice`);
  }
  if (classes.length > MOST_CLASSES) {
    throw new BadInput(
      source,
      `classes: there are ${classes.length}; wanted at most ${MOST_CLASSES}`,
    );
  }
  if (columns !== undefined && encoding !== undefined && named.length < encoding.columns.length) {
    throw new BadInput(
      source,
      "input.encoding.columns: some have no name, but the features have names",
    );
  }
  return {
    features,
    shape: input.shape,
    classes,
    ...(columns !== undefined && { columns }),
    ...(encoding !== undefined && { encoding }),
    ...(targets !== undefined && {
      targets: {
        names: targets.names,
        mean: Float64Array.from(targets.mean),
        deviation: Float64Array.from(targets.deviation),
      },
    }),
    offset: Float32Array.from(input.offset),
    factor: Float32Array.from(input.factor),
  };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
