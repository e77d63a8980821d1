import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { BadInput, escapeText } from "@samebit/input";
import {
  formatHelp,
  formatOverview,
  type Given,
  parseCommandLine,
  seedList,
  type Usage,
  wholeNumber,
} from "./flags.ts";

const USAGE: Usage = {
  name: "bake",
  operands: "[CAKE...]",
  most: 2,
  about: "Bake cakes",
  flags: {
    "out": { value: "DIR", about: "where they go", otherwise: "the table" },
    "dry-run": { about: "bake nothing" },
  },
  example: "apple --dry-run",
};

function given(values: Record<string, string>): Given {
  return { operands: [], values, switches: new Set() };
}

function refusal(...args: string[]): string {
  return assertThrows(() => parseCommandLine(USAGE, args), BadInput).message;
}

Deno.test("parseCommandLine tells operands, values and switches apart", () => {
  const { operands, values, switches } = parseCommandLine(
    USAGE,
    ["apple", "--out", "there", "--dry-run", "plum"],
  );
  assertEquals(operands, ["apple", "plum"]);
  assertEquals(values, { out: "there" });
  assertEquals([...switches], ["dry-run"]);
});

Deno.test("parseCommandLine takes a value behind an equals sign", () => {
  assertEquals(parseCommandLine(USAGE, ["--out=a=b"]).values, { out: "a=b" });
});

Deno.test("parseCommandLine leaves operands that look like numbers as they are", () => {
  assertEquals(parseCommandLine(USAGE, ["007", "1e3"]).operands, ["007", "1e3"]);
});

Deno.test("parseCommandLine takes what follows two hyphens as operands", () => {
  assertEquals(parseCommandLine(USAGE, ["--", "--out=x"]).operands, ["--out=x"]);
});

Deno.test("parseCommandLine takes -h for --help", () => {
  assertEquals([...parseCommandLine(USAGE, ["-h"]).switches], ["help"]);
});

Deno.test("parseCommandLine suggests the flag that was meant", () => {
  assertEquals(refusal("--dry-rum"), "--dry-rum: unknown flag, did you mean --dry-run?");
  assertEquals(refusal("--uot=x"), "--uot: unknown flag; see --help");
  assertEquals(refusal("--no-dry-run"), "--no-dry-run: unknown flag, did you mean --dry-run?");
});

Deno.test("parseCommandLine refuses a flag without its value", () => {
  for (const args of [["--out"], ["--out", "--dry-run"], ["--out="], ["--out", ""]]) {
    assertStringIncludes(refusal(...args), "--out: needs a value, DIR");
  }
});

Deno.test("parseCommandLine refuses two values, a switch with one, and a negative number", () => {
  assertEquals(refusal("--out", "a", "--out", "b"), "--out: is given twice; give it once");
  assertEquals(refusal("--dry-run=false"), "--dry-run=false: --dry-run takes no value");
  assertStringIncludes(refusal("--out", "-1"), "-1: is not a flag");
});

Deno.test("parseCommandLine refuses more operands than the command takes", () => {
  assertEquals(
    refusal("apple", "plum", "pear"),
    "pear: is one argument too many; usage: deno task bake [flags] [CAKE...]",
  );
});

Deno.test("parseCommandLine refuses malformed flags by their names", () => {
  const odd = [
    "--_",
    "--_=1",
    "-_",
    "--__proto__",
    "--__proto__=",
    "--constructor=",
    "--constructor",
  ];
  odd.push("-hé", "-hx", "-h=", "--h=", "--h", "--no-out=", "--no-dry-run=", "--a.b", "--out.x=1");
  odd.push("-=", "--=", "--=x", "---x", "---", "-o", "--toString.x=1", "--HELP", "--\n", "-\u202e");
  for (const argument of odd) {
    for (const args of [[argument], [argument, "true"], ["--out", "x", argument]]) {
      const name = escapeText(argument.split(/(?<=[^-])=/)[0]!);
      assertStringIncludes(refusal(...args), `${name}: unknown flag`);
    }
  }
});

Deno.test("parseCommandLine refuses empty arguments, NUL and flags that stand twice", () => {
  assertStringIncludes(refusal(""), '"": is an empty argument');
  assertStringIncludes(refusal("--", ""), '"": is an empty argument');
  assertStringIncludes(refusal("--out=a\0"), '"--out=a\\u0000": contains a NUL');
  assertStringIncludes(refusal("--dry-run", "--dry-run"), "--dry-run: is given twice");
  assertStringIncludes(refusal("--dry-run="), "--dry-run takes no value");
  assertStringIncludes(refusal("--help="), "--help takes no value");
});

Deno.test("parseCommandLine takes no operand as the value of a switch", () => {
  const { operands, switches } = parseCommandLine(USAGE, ["--dry-run", "false", "true"]);
  assertEquals([operands, [...switches]], [["false", "true"], ["dry-run"]]);
});

Deno.test("parseCommandLine reads or refuses any list of arguments", () => {
  const part = fc.constantFrom("--", "-", "=", "out", "dry-run", "help", "h", "no-", ".", "_", "é");
  const name = fc.constantFrom("__proto__", "constructor", "toString", "true", "false", "1", "\0");
  const written = fc.array(fc.oneof(part, name), { maxLength: 5 }).map((parts) => parts.join(""));
  const any = fc.array(fc.oneof(written, fc.string({ unit: "binary" })), { maxLength: 6 });
  fc.assert(
    fc.property(any, (args) => {
      try {
        const { operands, values, switches } = parseCommandLine({ ...USAGE, most: 9 }, args);
        assertEquals(operands.every((operand) => args.includes(operand)), true);
        assertEquals(Object.keys(values).every((key) => key === "out"), true);
        assertEquals(
          [...switches].every((key) => ["dry-run", "help", "verbose"].includes(key)),
          true,
        );
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
      }
    }),
    { seed: 7, numRuns: 2000 },
  );
});

Deno.test("formatHelp shows every flag with its value and its default", () => {
  assertEquals(
    formatHelp(USAGE),
    [
      "Bake cakes.",
      "",
      "Usage:   deno task bake [flags] [CAKE...]",
      "Example: deno task bake apple --dry-run",
      "",
      "  --out DIR  where they go (default: the table)",
      "  --dry-run  bake nothing",
      "  --help     show this help",
      "  --verbose  show the stack traces of errors",
      "",
    ].join("\n"),
  );
});

Deno.test("formatOverview names every command in one column", () => {
  const other = { ...USAGE, name: "eat-it-all", about: "Eat cakes" };
  const lines = formatOverview([USAGE, other]).split("\n");
  assertEquals(lines.slice(2, 4), ["  bake        Bake cakes", "  eat-it-all  Eat cakes"]);
});

Deno.test("wholeNumber reads the given number and falls back to the default", () => {
  assertEquals(wholeNumber(given({ workers: "12" }), "workers", 1, 3), 12);
  assertEquals(wholeNumber(given({}), "workers", 1, 3), 3);
});

Deno.test("wholeNumber refuses what is not an integer or too small", () => {
  for (const text of ["0", "1.5", "1e3", "two", " 1", "9007199254740993"]) {
    const error = assertThrows(
      () => wholeNumber(given({ workers: text }), "workers", 1, 3),
      BadInput,
    );
    assertEquals(
      error.message,
      `--workers: cannot be ${JSON.stringify(text)}; wanted a whole number from 1`,
    );
  }
});

Deno.test("seedList reads integers between commas, including 0", () => {
  assertEquals(seedList(given({ seeds: "0,7,12" }), "seeds"), [0, 7, 12]);
  assertEquals(seedList(given({ seeds: "1-3,7" }), "seeds"), [1, 2, 3, 7]);
  assertEquals(seedList(given({}), "seeds"), undefined);
});

Deno.test("seedList refuses what is not a seed and what is listed twice", () => {
  for (const text of ["1,,2", "1,a", "-1", "1.5", ","]) {
    const error = assertThrows(() => seedList(given({ seeds: text }), "seeds"), BadInput);
    assertStringIncludes(error.message, `--seeds: cannot be ${JSON.stringify(text)}`);
  }
  const error = assertThrows(() => seedList(given({ seeds: "1,2,1" }), "seeds"), BadInput);
  assertEquals(error.message, "--seeds: 1,2,1 names a seed twice");
});
