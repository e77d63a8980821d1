import { assertEquals } from "@std/assert";
import { scanSource } from "./scan_source.ts";

const wordsIn = (text: string) =>
  scanSource(text).faults.map(({ line, problem }) => `${line} ${problem.split(", which")[0]}`);

Deno.test("scanSource finds what is imported, however it is written", () => {
  const text = `
    // taken from "nowhere"
    /* import "no.ts" */
    import type { A } from "@samebit/tensors";
    import {
      b,
    } from './b.ts';
    import "./c.ts";
    export * from "./d.ts";
    const said = 'import "./e.ts"';
  `;
  assertEquals(scanSource(text).imports, ["@samebit/tensors", "./b.ts", "./c.ts", "./d.ts"]);
});

Deno.test("scanSource accepts what gives the same bits everywhere", () => {
  const text = `
    // Math.exp and Date are spoken of here alone, as is x ** 2
    /** Not \`Deno\`. */
    const FIELDS = { process: { about: "Math.exp(x), at a Date" } };
    function f(x: number): number {
      let y = Math.sqrt(Math.max(x, 0)) / Math.PI;
      y *= x * x;
      return y;
    }
  `;
  assertEquals(wordsIn(text), []);
});

Deno.test("scanSource names what does not, with its line", () => {
  const text = [
    "const a = Math.exp(x) + Math . pow(x, 2);",
    "const { tan } = Math;",
    "const b = x ** 2;",
    "const at = Date.now() + performance.now();",
    'await Deno.readTextFile("/etc/passwd");',
    'const c = await import("./c.ts");',
    "let steps = 0;",
    "const d = Math.random() + eval(text);",
    "export let seen = 0;",
  ].join("\n");
  assertEquals(wordsIn(text), [
    "1 uses Math.exp",
    "1 uses Math . pow",
    "2 uses Math",
    "3 uses **",
    "4 uses Date",
    "4 uses performance",
    "5 uses Deno",
    "6 uses import(",
    "7 uses let steps",
    "8 uses Math.random",
    "8 uses eval",
    "9 uses export let seen",
  ]);
});
