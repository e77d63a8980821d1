/**
 * What people give, and how it is refused: the error of bad input, the checking of JSON, the name
 * that was probably meant.
 *
 * @module
 */
export { BadInput } from "./bad_input.ts";
export { nearest } from "./nearest.ts";
export {
  type Fault,
  faultsOf,
  findTwice,
  fraction,
  isObject,
  isWhole,
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
  quote,
  ratio,
  refuseFaults,
  type Schema,
  type Shape,
  type Shapes,
  share,
  spellPlace,
  text,
  truth,
  value,
  whole,
  words,
} from "./schema.ts";
export { spellCell, spellText } from "./spell_text.ts";
