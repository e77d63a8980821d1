/** Each rule of the lint plugin finds what it forbids and leaves alone what it does not. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import houseRules from "./house_rules.ts";
import { openFiles } from "./open_files.ts";

function findings(source: string, file = "packages/tensors/gemm.ts"): string[] {
  return Deno.lint.runPlugin(houseRules, file, source).map(({ id, range }) =>
    `${id.replace("samebit/", "")}: ${source.slice(...range)}`
  );
}

Deno.test("exact-math forbids inexact functions of Math and the power operator", () => {
  assertEquals(findings("f(Math.exp(x));"), ["exact-math: Math.exp"]);
  assertEquals(findings('f(Math["tanh"](x));'), ['exact-math: Math["tanh"]']);
  assertEquals(findings("f(x ** 2);"), ["exact-math: x ** 2"]);
  assertEquals(findings("function f(x) { x **= 2; }"), ["exact-math: x **= 2"]);
  assertEquals(findings("const { pow } = Math;"), ["exact-math: Math"]);
  assertEquals(findings("f(globalThis.Math);"), ["exact-math: Math"]);
});

Deno.test("exact-math allows what IEEE 754 rounds exactly, and all of Math elsewhere", () => {
  assertEquals(findings("f(Math.sqrt(Math.fround(x)) * Math.PI, 2n ** 64n);"), []);
  assertEquals(findings("f(Math.exp(x) ** 2);", "packages/tensors/gemm_test.ts"), []);
  assertEquals(findings("f(Math.exp(x));", "packages/watch/page.ts"), []);
  assertEquals(findings("f(Math.exp(x));", "packages/charts/page.ts"), ["exact-math: Math.exp"]);
  assertEquals(findings("f(Math.exp(x));", "tools/bench.ts"), []);
  assertEquals(findings("f(Math.random());", "C:\\x\\packages\\random\\a.ts").length, 1);
});

Deno.test("no-ambient-clock forbids clocks where numbers are made and nowhere else", () => {
  assertEquals(findings("f(Date.now());"), ["no-ambient-clock: Date"]);
  assertEquals(findings("f(new Date());"), ["no-ambient-clock: Date"]);
  assertEquals(findings("f(performance.now());"), ["no-ambient-clock: performance"]);
  assertEquals(findings("f(globalThis.performance);"), ["no-ambient-clock: performance"]);
  assertEquals(findings("f({ performance: 1 }, x.performance);"), []);
  assertEquals(findings("f(Date.now());", "packages/store/write.ts"), []);
});

Deno.test("no-ambient-randomness forbids the system's random numbers", () => {
  assertEquals(findings("f(crypto.randomUUID());"), ["no-ambient-randomness: crypto.randomUUID"]);
  assertEquals(findings("f(crypto.randomUUID());", "packages/cli/run.ts"), []);
});

Deno.test("no-module-state forbids variables and empty containers at the top of a module", () => {
  const file = "packages/report/page.ts";
  assertEquals(findings("let count = 0;", file), ["no-module-state: let count = 0;"]);
  assertEquals(findings("export var a = 1;", file), ["no-module-state: var a = 1;"]);
  assertEquals(findings("const cache = new Map();", file).length, 1);
  assertEquals(findings("const seen: string[] = [];", file).length, 1);
  assertEquals(findings("const names = new Set([1]); function f() { let a = 1; }", file), []);
  assertEquals(findings("let count = 0;", "tools/ok.ts"), []);
});

Deno.test("no-env-in-packages allows the environment and the arguments in options and cli only", () => {
  assertEquals(findings('f(Deno.env.get("A"));'), ["no-env-in-packages: Deno.env"]);
  assertEquals(findings("f(Deno.args, process.env);").length, 2);
  assertEquals(findings("f(Deno.cwd());"), []);
  assertEquals(findings('f(Deno.env.get("A"));', "packages/cli/main.ts"), []);
});

Deno.test("one-door forbids files behind the store, unless the list gives a reason", () => {
  const file = "packages/report/page.ts";
  assertEquals(findings("f(Deno.readTextFile(x));", file), ["one-door: Deno.readTextFile"]);
  assertEquals(findings('f(Deno["openSync"](x));', file), ['one-door: Deno["openSync"]']);
  assertEquals(findings("f(globalThis.Deno.remove);", file), ["one-door: globalThis.Deno.remove"]);
  assertEquals(findings("const { stat } = Deno;", file), ["one-door: Deno"]);
  assertEquals(findings('import "node:fs/promises";', file), [
    'one-door: import "node:fs/promises";',
  ]);
  assertEquals(findings("f(Deno.exit, Deno.errors.NotFound); let a: Deno.FsFile;", file).length, 1);
  assertEquals(findings("f(Deno.makeTempDir());", "packages/watch/tail.ts").length, 1);
  for (const open of ["options/places.ts", "downloads/x.ts", "report/a_test.ts", "store/read.ts"]) {
    assertEquals(findings("f(Deno.stat(x));", `packages/${open}`), [], open);
  }
});

Deno.test("openFiles lists existing files, each with a reason", async () => {
  for (const [file, reason] of Object.entries(openFiles)) {
    await Deno.stat(new URL(`../packages/${file}`, import.meta.url));
    assertEquals(reason.split(" ").length > 3, true, file);
  }
});

Deno.test("named-tests wants a sentence of at least three words", () => {
  assertEquals(findings('Deno.test("relu works", f);'), ['named-tests: "relu works"']);
  assertEquals(findings('Deno.test({ name: "relu", fn });').length, 1);
  assertEquals(findings("Deno.test(() => {});").length, 1);
  assertEquals(findings('Deno.test("relu keeps positive numbers", f);'), []);
  assertEquals(findings("Deno.test(`${kind} passes the check`, f);"), []);
  assertEquals(findings("Deno.test(nameOf(kind), f);"), []);
});

Deno.test("no-silent-skips forbids Deno.test.ignore and Deno.test.only", () => {
  assertEquals(findings('Deno.test.ignore("relu keeps positive numbers", f);'), [
    "no-silent-skips: Deno.test.ignore",
  ]);
  assertEquals(findings('Deno.test({ name: "a b c", ignore: noBrowser, fn });'), []);
});

Deno.test("the plugin says with each finding what to use instead", () => {
  const [finding] = Deno.lint.runPlugin(houseRules, "packages/tensors/a.ts", "f(Math.exp(x));");
  assertEquals(finding!.message, "Math.exp differs between engines and machines");
  assertStringIncludes(finding!.hint!, "@samebit/arithmetic");
});
