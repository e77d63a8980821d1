/**
 * What people give, and how it is refused: the error of bad input, the checking of JSON, the name
 * that was probably meant.
 *
 * @module
 */
export { BadInput } from "./bad_input.ts";
export {
  type ConfigOf,
  type ConfigOfKinds,
  type ConfigsByKind,
  exampleConfigs,
  type Field,
  type Fields,
  type FieldsByKind,
  type FieldsIn,
  fieldsIn,
  fillDefaults,
  type Flat,
  mayBeLeftOut,
  type OptionalNames,
  requireField,
  requireFields,
  type TypeOf,
  type WrittenOf,
  type WrittenOfKinds,
} from "./field.ts";
export { nearest } from "./nearest.ts";
export {
  type Fault,
  faultsOf,
  findTwice,
  fraction,
  isObject,
  kinds,
  list,
  type ListSchema,
  meant,
  nameOr,
  notNegative,
  number,
  object,
  type ObjectSchema,
  positive,
  ratio,
  refuseFaults,
  type Schema,
  schemaOf,
  type Shape,
  shapeOf,
  type Shapes,
  shapesOf,
  share,
  spellPlace,
  text,
  truth,
  value,
  whole,
  words,
} from "./schema.ts";
export { spellCell, spellText } from "./spell_text.ts";
export { cannotBe, quote } from "./spell_value.ts";
export {
  FRACTION,
  FROM_0,
  FROM_1,
  isWhole,
  NOT_NEGATIVE,
  numbers,
  oneOf,
  POSITIVE,
  RATIO,
  SHARE,
  TEXT,
  TRUTH,
  type Values,
  values,
  wholeNumbers,
} from "./values.ts";
