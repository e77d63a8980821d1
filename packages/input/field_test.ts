import { assertEquals, assertThrows } from "@std/assert";
import {
  type ConfigOf,
  exampleConfigs,
  type Fields,
  fieldsIn,
  fillDefaults,
  requireFields,
  type WrittenOf,
} from "./field.ts";
import { faultsOf, kinds, object, schemaFieldsByKind, schemaFieldsOf } from "./schema.ts";
import { FRACTION, FROM_1, oneOf, POSITIVE, type Values } from "./values.ts";

const ORDER: Values<"rows" | "columns"> = oneOf("order", "rows", "columns");

const FIELDS = {
  limit: { holds: POSITIVE, example: 2, about: "The limit" },
  decay: { holds: FRACTION, default: 0.5, about: "The decay" },
  order: { holds: ORDER, default: "rows", about: "The order" },
  parts: { holds: FROM_1, otherwise: "as many as there are rows", about: "The parts" },
} as const satisfies Fields;

/** Compiles only where the types follow from the fields. */
const full: ConfigOf<"cut", typeof FIELDS> = {
  kind: "cut",
  limit: 2,
  decay: 0.5,
  order: "rows",
  parts: 3,
};
const written: WrittenOf<"cut", typeof FIELDS> = { kind: "cut", limit: 2 };
// @ts-expect-error The limit has no default.
const incomplete: WrittenOf<"cut", typeof FIELDS> = { kind: "cut" };
// @ts-expect-error A word that is not among the values.
const wrong: WrittenOf<"cut", typeof FIELDS> = { kind: "cut", limit: 2, order: "diagonals" };

Deno.test("fillDefaults gives every field in the order of the description", () => {
  const { kind, ...given } = { parts: 3, ...written };
  const filled = fillDefaults(kind, FIELDS, given);
  assertEquals(JSON.stringify(filled), JSON.stringify(full));
});

Deno.test("requireFields names place, field, value and what is wanted", () => {
  requireFields("a cut", FIELDS, full);
  const cases: [object, string][] = [
    [{ ...full, limit: 0 }, "a cut: limit cannot be 0; wanted a number above 0"],
    [{ ...full, limit: NaN }, "a cut: limit cannot be NaN; wanted a number above 0"],
    [incomplete, "a cut: limit is missing; wanted a number above 0"],
    [{ ...full, decay: 1 }, "a cut: decay cannot be 1; wanted a number from 0 to below 1"],
    [{ ...full, ...wrong }, 'a cut: order cannot be "diagonals"; wanted one of rows, columns'],
    [{ ...full, parts: 1.5 }, "a cut: parts cannot be 1.5; wanted a whole number from 1"],
  ];
  for (const [config, message] of cases) {
    assertThrows(() => requireFields("a cut", FIELDS, config), RangeError, message);
  }
});

Deno.test("schemaFieldsOf makes a schema with the errors of requireFields and suggestions for misspelt words", () => {
  const schema = object(schemaFieldsOf(FIELDS));
  assertEquals(faultsOf(schema, { limit: 1 }), []);
  assertEquals(faultsOf(schema, { limit: 0, order: "row" }), [
    { path: ["limit"], message: "cannot be 0; wanted a number above 0" },
    { path: ["order"], message: 'unknown order "row", did you mean "rows"?' },
  ]);
  assertEquals(faultsOf(schema, {})[0]?.message, "is missing; wanted a number above 0");
});

Deno.test("exampleConfigs and schemaFieldsByKind go through every kind of a table", () => {
  const table = fieldsIn({ cut: { fields: FIELDS }, none: { fields: {} } });
  const examples = exampleConfigs(table);
  assertEquals(examples.none, { kind: "none" });
  assertEquals(examples.cut.limit, 2);
  const schema = kinds("thing", schemaFieldsByKind(table));
  assertEquals(faultsOf(schema, { kind: "cut", limit: 1 }), []);
  assertEquals(faultsOf(schema, { kind: "none", limit: 1 }).length, 1);
});
