/** The check of the checkout's shape, on small trees each with one fault. */
import { assertEquals } from "@std/assert";
import { checkTree } from "./check_tree.ts";
import { packageOrder } from "./package_order.ts";
import { withTree } from "./testing_trees.ts";

const workspace = packageOrder.map((name) => `packages/${name}`);
const packageFile = (name: string, change = {}) =>
  JSON.stringify({
    name: `@samebit/${name}`,
    version: "0.1.0",
    license: "MIT",
    exports: "./mod.ts",
    ...change,
  });

function problems(files: Record<string, string>, manifest = {}): Promise<string[]> {
  const root = JSON.stringify({ workspace, ...manifest });
  return withTree({ "deno.json": root, ...files }, checkTree);
}

Deno.test("checkTree accepts a checkout in order", async () => {
  const manifest = {
    imports: { zod: "npm:zod@4.6.7", "@std/csv": "jsr:@std/csv@^1.0.6", a: "npm:@b/a@1.0.0/c" },
    tasks: { ok: { description: "the gate", command: "deno run tools/ok.ts" } },
  };
  const files = {
    "packages/random/deno.json": packageFile("random"),
    "packages/tensors/deno.json": packageFile("tensors", {
      exports: { ".": "./mod.ts", "./native": "./native/mod.ts" },
    }),
    "packages/tensors/reference/gemm_test.ts": "",
    "packages/pages/assets/core/Vega.ts": "",
    "reports/digits/page.html": ["", "home", "bob", "x"].join("/"),
    "docs/a.md": "[up](../README.md)",
    "README.md":
      "See [a](docs/a.md). In /home/ada/.cache. See https://example.org/home/page and ../work/notes.",
  };
  assertEquals(await problems(files, manifest), []);
});

Deno.test("checkTree finds imports without a version and tasks without a description", async () => {
  const manifest = {
    imports: { zod: "npm:zod@^4.6.7", x: "https://example.org/x.ts" },
    tasks: { ok: "deno run tools/ok.ts", test: { command: "deno test" } },
  };
  assertEquals(await problems({}, manifest), [
    'deno.json: import "zod" is not pinned to one version: npm:zod@^4.6.7',
    'deno.json: import "x" is not pinned to one version: https://example.org/x.ts',
    'deno.json: task "ok" lacks a description or a command',
    'deno.json: task "test" lacks a description or a command',
  ]);
});

Deno.test("checkTree finds packages that differ from their siblings", async () => {
  const files = {
    "packages/random/deno.json": packageFile("random"),
    "packages/tensors/deno.json": packageFile("tensor", { version: "0.2.0" }),
    "packages/layers/deno.json": packageFile("layers", { exports: "./index.ts" }),
    "packages/solver/deno.json": packageFile("solver", {
      exports: { ".": "./mod.ts", "./plan": "./plan.ts" },
    }),
    "packages/extra/deno.json": packageFile("extra"),
  };
  assertEquals(await problems(files), [
    "packages/extra: is not in the order of packages",
    "packages/tensors/deno.json: is named @samebit/tensor",
    "packages/tensors/deno.json: version is 0.2.0, elsewhere it is 0.1.0",
    "packages/layers/deno.json: exports ./index.ts, not ./mod.ts",
    "packages/solver/deno.json: exports ./plan.ts as ./plan; " +
    "a part is the mod.ts of a folder, by its name",
  ]);
  const [missing] = await problems({}, { workspace: ["packages/random"] });
  assertEquals(missing?.startsWith("deno.json: workspace lists random; the order is"), true);
});

Deno.test("checkTree finds folders too deep or without meaning, and names in other cases", async () => {
  const files = {
    "packages/random/a/b/c/d.ts": "",
    "packages/random/utils/a.ts": "",
    "packages/random/createStream.ts": "",
  };
  assertEquals(await problems(files), [
    "packages/random/a/b/c/d.ts: is more than 3 folders deep",
    "packages/random/createStream.ts: file names are snake_case",
    'packages/random/utils/a.ts: "utils" says nothing about what is in it',
  ]);
});

Deno.test("checkTree finds paths of one machine and work left for later", async () => {
  const later = ["TO", "DO"].join("");
  const files = {
    "docs/a.md": ["fine", ["see ", "home", "bob", "x"].join("/")].join("\n"),
    "tools/b.ts": `// ${later}: all of it\nconst c = "${["C:", "Users", "ada"].join("\\\\")}";`,
  };
  assertEquals(await problems(files), [
    `docs/a.md:2: names a folder of one machine: ${["see ", "home", "bob", "x"].join("/")}`,
    `tools/b.ts:1: leaves work for later: // ${later}: all of it`,
    `tools/b.ts:2: names a folder of one machine: const c = "${
      ["C:", "Users", "ada"].join("\\\\")
    }";`,
  ]);
});

Deno.test("checkTree finds links to missing files", async () => {
  assertEquals(await problems({ "README.md": "[a](docs/a.md)" }), [
    "README.md:1: links to docs/a.md, which does not exist",
  ]);
});
