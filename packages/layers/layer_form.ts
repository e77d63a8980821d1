/**
 * The check of the data with which a folder's own layer describes itself. It is in a separate file
 * so that pages, which run no such layers, do not contain it: a schema of objects asks a browser
 * whether it may compile code, which a page's policy denies and some browsers report.
 */
import {
  cannotBe,
  faultsOf,
  formatPlace,
  isObject,
  list,
  object,
  type Schema,
  value,
  words,
} from "@samebit/input";
import type { LayerForm } from "./own_layer.ts";

/** More than any layer has. */
const MOST_PARAMETERS = 20;
const MOST_AXES = 4;

const SIZE = value(
  'a whole number from 1, "channels", "pixels", "features" or the name of a field',
  (size) =>
    Number.isSafeInteger(size) ? size as number >= 1 : /^[a-z]\w{0,39}$/i.test(String(size)),
);
const SIZES = list(SIZE, 'a list of sizes, such as ["channels"]')
  .min(1, { error: "is empty; wanted at least one size" })
  .max(MOST_AXES, { error: `is too long; wanted at most ${MOST_AXES} sizes` });
const PARAMETER = object({
  shape: SIZES,
  role: words("role", "weight", "bias", "scale", "shift"),
  first: value("a number", Number.isFinite).optional(),
}).refine(({ role, shape }) => role !== "weight" || (shape as unknown[]).length === 2, {
  error: "needs two sizes for a weight, its inputs and its outputs",
}).refine(({ role, first }) => role !== "weight" || first === undefined, {
  error: "has no use for first of a weight, since the plan sets the initial weights",
});
const FORM = object({
  output: SIZES.optional(),
  parameters: value("an object of parameters by name", isObject).optional(),
  wholeBatch: value("a reason", (text) => typeof text === "string").optional(),
});

/**
 * The form that data describe.
 *
 * @throws {TypeError} If they do not describe one; the place in them is named.
 */
export function requireLayerForm(data: unknown): LayerForm {
  refuse(FORM, data, []);
  const { parameters = {} } = data as LayerForm;
  const names = Object.keys(parameters);
  if (names.length > MOST_PARAMETERS) {
    throw new TypeError(`has ${names.length} parameters; wanted at most ${MOST_PARAMETERS}`);
  }
  for (const name of names) {
    if (!/^[a-zA-Z]\w{0,39}$/.test(name)) {
      throw new TypeError(`parameters ${cannotBe(name, "letters and digits, such as slope")}`);
    }
    refuse(PARAMETER, parameters[name], ["parameters", name]);
  }
  return data as LayerForm;
}

function refuse(schema: Schema, data: unknown, place: readonly string[]): void {
  const [fault] = faultsOf(schema, data);
  if (fault === undefined) return;
  const path = [...place, ...fault.path];
  throw new TypeError(`${path.length === 0 ? "" : `${formatPlace(path)}: `}${fault.message}`);
}
