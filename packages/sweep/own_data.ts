/**
 * What planning has to know about a data set of a folder's own: its code loads it in the sandbox, with
 * a right to read the data directory, and only facts come back. The worker process of each run loads
 * it again and refuses it if its hash is another.
 */
import { ownFilesOf } from "@samebit/experiment";
import { isDataPath, isObject, isSha256, isWhole } from "@samebit/input";
import { evaluateKind } from "@samebit/sandbox";
import type { DatasetFacts, Plan } from "@samebit/solver";
import type { TargetMap } from "@samebit/splits";

/** What the sandbox runs. */
const PROGRAM = new URL("./load_own_data.ts", import.meta.url);

/** Facts, and where they come from. */
export interface OwnFacts extends DatasetFacts {
  /** The data files that were read. */
  readonly files: readonly string[];
}

/** What the program in the sandbox says. */
export type OwnDataReply =
  /** The facts, with lists for typed arrays. */
  | { readonly facts: unknown }
  /** Why there are none, and whether that is a missing file. */
  | { readonly failed: string; readonly isMissing: boolean };

/**
 * The facts of a plan's data set.
 *
 * @param kindsDir The folder of `deno.json`.
 * @throws {BadInput} The folder lacks it or has other sources, or it reaches for what it may not.
 * @throws {Error} Its code fails or gives something else than examples; because of a missing file if
 *   the cause is `Deno.errors.NotFound`.
 */
export async function loadOwnFacts(
  kindsDir: string,
  { dataset, kinds }: Pick<Plan, "dataset" | "kinds">,
  dataDir: string,
): Promise<OwnFacts> {
  const { kind: name } = dataset;
  const [found] = await ownFilesOf(kindsDir, { kinds: { [name]: kinds[name]! } });
  const { path } = found![1];
  const about = { config: JSON.stringify(dataset), dataDir };
  const reply = Object(await evaluateKind(path, PROGRAM, about, dataDir));
  if (typeof reply.failed === "string") {
    const cause = reply.isMissing === true ? new Deno.errors.NotFound() : undefined;
    throw new Error(reply.failed, { cause });
  }
  return factsFromData(reply.facts, name);
}

/**
 * Facts from the lists that came out of the sandbox.
 *
 * @param name Whose facts they are.
 * @throws {TypeError} They are none.
 */
export function factsFromData(data: unknown, name: string): OwnFacts {
  if (isFacts(data)) return fromLists(data);
  throw new TypeError(`Cannot use the examples of ${name}: nothing is known about them`);
}

type Listed = Omit<OwnFacts, "targets"> & {
  readonly targets?: Omit<TargetMap, "mean" | "deviation"> & {
    readonly mean: readonly number[];
    readonly deviation: readonly number[];
  };
};

/** Whether it looks like facts: the code in the sandbox could have said anything. */
function isFacts(facts: unknown): facts is Listed {
  if (!isObject(facts)) return false;
  const { hash, features, shape, classes, targets, warnings, isFloat64, files } = facts;
  const { train, validation, classCounts } = facts;
  const areAll = (list: unknown, is: (item: unknown) => boolean) =>
    Array.isArray(list) && list.every(is);
  const isText = (text: unknown) => typeof text === "string";
  const isCount = (count: unknown) => isWhole(count, 0);
  const isTargets = (given: unknown) => {
    const { names, mean, deviation, nonBinary } = Object(given);
    const { place, value } = Object(nonBinary);
    return areAll(names, isText) &&
      (nonBinary === undefined || (isText(place) && Number.isFinite(value))) &&
      [mean, deviation].every((list) =>
        areAll(list, Number.isFinite) && list.length === names.length
      );
  };
  return isSha256(hash) && isWhole(features, 1) &&
    areAll(shape, (axis) => isWhole(axis, 1)) && areAll(classes, isText) &&
    areAll(warnings, isText) && typeof isFloat64 === "boolean" &&
    areAll(files, (file) => isText(file) && isDataPath(file as string)) &&
    [train, validation].every((split) => isWhole(Object(split).count, 1)) &&
    ["train", "validation", "test"].every((split) => areAll(Object(classCounts)[split], isCount)) &&
    (targets === undefined || isTargets(targets));
}

function fromLists({ targets, ...facts }: Listed): OwnFacts {
  if (targets === undefined) return facts;
  const { mean, deviation } = targets;
  const numbers = {
    mean: Float64Array.from(mean),
    deviation: Float64Array.from(deviation),
  };
  return { ...facts, targets: { ...targets, ...numbers } };
}
