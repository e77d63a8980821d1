/**
 * What users supply, and how it is refused: the error for bad input, the checking of JSON,
 * suggestions for misspelt names.
 *
 * @module
 */
export { BadInput } from "./bad_input.ts";
export { dataPaths, isDataPath } from "./data_path.ts";
export {
  type ConfigOf,
  type ConfigOfGroup,
  type ConfigOfKinds,
  type ConfigsByKind,
  type DefaultsByKind,
  defaultsByKind,
  type DefaultsOf,
  exampleConfigs,
  type Field,
  type FieldGroup,
  type Fields,
  type FieldsByKind,
  type FieldsIn,
  fieldsIn,
  fillDefaults,
  fillGroup,
  type Flat,
  isField,
  mayBeLeftOut,
  type OptionalNames,
  requireField,
  requireFields,
  type TypeOf,
  type WrittenOf,
  type WrittenOfKinds,
} from "./field.ts";
export { fieldsFromData, fieldsToData } from "./field_data.ts";
export { nearest } from "./nearest.ts";
export {
  didYouMean,
  type Fault,
  faultsOf,
  findTwice,
  formatPlace,
  isObject,
  isSha256,
  kinds,
  list,
  type ListSchema,
  nameOr,
  object,
  type ObjectSchema,
  refuseFaults,
  type Schema,
  type SchemaFields,
  type SchemaFieldsByKind,
  schemaFieldsByKind,
  schemaFieldsOf,
  schemaOf,
  SHA256_DIGITS,
  value,
  words,
} from "./schema.ts";
export { escapeFormula, escapeText } from "./escape_text.ts";
export { cannotBe, quote } from "./quote.ts";
export {
  type Bounds,
  FRACTION,
  FROM_0,
  FROM_1,
  isWhole,
  type JsonSchema,
  listOf,
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
  wordsOr,
} from "./values.ts";
