/** The gate's own behaviour: its steps, its lines, and that it stops at the first failure. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { pathToFileURL } from "node:url";
import { listSteps, runSteps } from "./ok.ts";
import { withTree } from "./testing_trees.ts";

Deno.test("listSteps names only folders with files and runs the tests last", async () => {
  const exports = { ".": "./mod.ts", "./native": "./native/mod.ts" };
  const files = { "packages/tensors/deno.json": JSON.stringify({ exports }), "tools/ok.ts": "" };
  const steps = await withTree(files, (root) => listSteps(pathToFileURL(`${root}/`)));
  const args = Object.fromEntries(steps.map((step) => [step.name, step.args.join(" ")]));
  assertEquals(args["types"], "check --frozen packages tools");
  assertEquals(args["docs"], "doc --lint packages/tensors/mod.ts packages/tensors/native/mod.ts");
  assertEquals(steps.at(-1)!.name, "tests");
});

Deno.test("runSteps prints a line for each step and the numbers of the tests", async () => {
  const lines: string[] = [];
  const output = "a ... ok\n\nok | 12 passed (3 steps) | 0 failed (2s)\n\n";
  const run = () => Promise.resolve({ ok: true, output, seconds: 1.26 });
  assertEquals(
    await runSteps([{ name: "tests", args: [] }], run, (line) => lines.push(line)),
    true,
  );
  assertEquals(lines.map((line) => line.replaceAll(/ +/g, " ")), [
    "ok tests 1.3 s ok | 12 passed (3 steps) | 0 failed",
  ]);
});

Deno.test("runSteps stops at the first failure and shows its output", async () => {
  const lines: string[] = [];
  const ran: string[] = [];
  const run = (step: { name: string }) => {
    ran.push(step.name);
    return Promise.resolve({ ok: step.name === "a", output: "what went wrong", seconds: 0 });
  };
  const steps = ["a", "b", "c"].map((name) => ({ name, args: ["lint"] }));
  assertEquals(await runSteps(steps, run, (line) => lines.push(line)), false);
  assertEquals(ran, ["a", "b"]);
  assertStringIncludes(lines.join("\n"), "what went wrong");
  assertStringIncludes(lines.at(-1)!, "The gate failed at: b (deno lint)");
});
