import { assertEquals, assertThrows } from "@std/assert";
import { dataPaths } from "./data_path.ts";
import type { Fields } from "./field.ts";
import { fieldsFromData, fieldsToData } from "./field_data.ts";
import {
  FRACTION,
  FROM_1,
  listOf,
  numbers,
  oneOf,
  POSITIVE,
  TEXT,
  TRUTH,
  values,
} from "./values.ts";

const about = "What it means";

const FIELDS: Fields = {
  rate: { holds: POSITIVE, example: 0.5, about },
  share: { holds: FRACTION, default: 0.25, about },
  below: { holds: numbers("a number below 3", { exclusiveMaximum: 3 }), default: 0, about },
  count: { holds: FROM_1, default: 2, about },
  mode: { holds: oneOf("mode", "a", "b"), default: "a", about },
  sizes: { holds: listOf(FROM_1, "a list of sizes, such as [2]"), default: [], about },
  few: { holds: listOf(FROM_1, "a list of at most one size", 1), default: [], about },
  isOn: { holds: TRUTH, default: true, about },
  title: { holds: TEXT, default: "x", about },
  file: { holds: dataPaths('"a.csv"'), example: "a/b.csv", about },
  size: {
    holds: values(
      '"all", or a whole number from 1, or a share',
      (size) => size === "all" || FROM_1.includes(size) || FRACTION.includes(size),
      {
        anyOf: [{ const: "all" }, FROM_1.json, FRACTION.json],
      },
    ),
    about,
  },
};

const PROBES = [
  -1,
  0,
  0.5,
  1,
  2,
  2.5,
  3,
  NaN,
  Infinity,
  "a",
  "b",
  "c",
  "",
  " ",
  "all",
  "../x",
  "/x",
  "x//y",
  "x/../y",
  "a\u2028/../x",
  "c:x",
  "x\ny",
  true,
  null,
  [1],
  [0],
  [1, 2],
  {},
];

Deno.test("fieldsFromData gives back fields that hold the same, from JSON", () => {
  const again = fieldsFromData(JSON.parse(JSON.stringify(fieldsToData(FIELDS))));
  assertEquals(Object.keys(again), Object.keys(FIELDS));
  for (const [name, { holds, ...rest }] of Object.entries(FIELDS)) {
    const { holds: held, ...others } = again[name]!;
    assertEquals(others, rest);
    assertEquals([held.wanted, held.json], [holds.wanted, holds.json], name);
    for (const probe of PROBES) assertEquals(held.includes(probe), holds.includes(probe), name);
  }
});

Deno.test("fieldsFromData names the invalid field, and what is wanted", () => {
  const even = values<number>("an even number", (x) => Number(x) % 2 === 0, { type: "text" });
  const good = fieldsToData({ rate: FIELDS["rate"]! })["rate"] as object;
  const refused: readonly [data: unknown, says: string][] = [
    [[], "fields cannot be"],
    [{ Rate: good }, 'field "Rate" has no name of a field'],
    [{ kind: good }, 'field "kind" has no name of a field'],
    [{ rate: 1 }, 'field "rate" needs an object with holds and about'],
    [{ rate: { ...good, about: 1 } }, 'field "rate" needs about'],
    [
      { rate: { ...good, default: -1 } },
      "a default or an example that cannot be -1; wanted a number above 0",
    ],
    [fieldsToData({ rate: { holds: even, about } }), "holds what only code could check"],
    [
      { rate: { about, holds: { json: { type: "string", pattern: "(a+)+$" } } } },
      "only code could check",
    ],
    [
      Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, good])),
      "has 51 fields; wanted at most 50",
    ],
  ];
  for (const [data, says] of refused) assertThrows(() => fieldsFromData(data), TypeError, says);
});
