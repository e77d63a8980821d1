/** The import check on small trees: what it lets pass, and the line it prints for the rest. */
import { assertEquals } from "@std/assert";
import { checkImports } from "./check_imports.ts";
import { withTree } from "./testing_trees.ts";

function problems(files: Record<string, string>): Promise<string[]> {
  return withTree(files, checkImports);
}

Deno.test("checkImports accepts imports from earlier packages and of own files", async () => {
  assertEquals(
    await problems({
      "packages/tensors/deno.json":
        '{ "exports": { ".": "./mod.ts", "./native": "./native/mod.ts" } }',
      "packages/solver/a.ts": 'import { native } from "@samebit/tensors/native";\n',
      "packages/layers/mod.ts": 'export { a } from "./a.ts";\n',
      "packages/layers/a.ts":
        'import {\n  gemm,\n} from "@samebit/tensors";\nimport z from "zod";\n',
      "packages/layers/a_test.ts": 'import { a } from "@samebit/layers";\nimport "node:fs";\n',
      "packages/runlog/mod.ts": 'import { parse } from "@std/csv";\n',
      "packages/report/mod.ts": 'import { read } from "@samebit/runlog";\nimport "preact";\n',
      "packages/tensors/native/load.ts": 'import os from "node:os";\n',
      "packages/cli/deep/b.ts":
        'import { a } from "../a.ts";\nconst c = import("@samebit/report");\n',
      "packages/cli/a.ts": '/**\n * import { x } from "@samebit/nothing";\n */\n',
    }),
    [],
  );
});

Deno.test("checkImports refuses later packages, deep paths and paths into other packages", async () => {
  assertEquals(
    await problems({
      "packages/random/a.ts": 'import { gemm } from "@samebit/tensors";\n',
      "packages/solver/b.ts": 'import type { T } from "@samebit/tensors/kernels.ts";\n',
      "packages/solver/c.ts": 'export * from "../tensors/mod.ts";\n',
      "packages/solver/d.ts": 'const d = await import("@samebit/cli");\n',
      "packages/solver/e.ts": 'import { e } from "@samebit/nothing";\n',
    }),
    [
      'packages/random/a.ts: imports "@samebit/tensors", but random stands before tensors ' +
      "in the order of packages",
      'packages/solver/b.ts: imports "@samebit/tensors/kernels.ts"; ' +
      'import "@samebit/tensors" instead',
      'packages/solver/c.ts: imports "../tensors/mod.ts", which is outside its package',
      'packages/solver/d.ts: imports "@samebit/cli", but solver stands before cli ' +
      "in the order of packages",
      'packages/solver/e.ts: imports "@samebit/nothing", which is not a package',
    ],
  );
});

Deno.test("checkImports keeps report to runlog and store, runlog to @std/csv and numbers off Node", async () => {
  assertEquals(
    await problems({
      "packages/report/a.ts": 'import { T } from "@samebit/tensors";\n',
      "packages/runlog/b.ts": 'import z from "zod";\nimport { r } from "@samebit/random";\n',
      "packages/tensors/c.ts": 'import os from "node:os";\nimport x from "npm:x@1.0.0";\n',
    }),
    [
      'packages/report/a.ts: imports "@samebit/tensors"; report may import ' +
      "@samebit/comparisons, @samebit/input, @samebit/arithmetic, @samebit/runlog, @samebit/store, " +
      "@samebit/statistics, @samebit/findings, @samebit/plotting, @samebit/charts, @samebit/diagnostics, @samebit/pages, " +
      "@samebit/figures",
      'packages/runlog/b.ts: imports "zod"; runlog may import only @std/csv',
      'packages/runlog/b.ts: imports "@samebit/random"; runlog may import no package',
      'packages/tensors/c.ts: imports "node:os"; tensors also runs in browsers ' +
      "and uses no Node module",
      'packages/tensors/c.ts: imports "npm:x@1.0.0" by address; ' +
      "name it in the imports of deno.json",
    ],
  );
});

Deno.test("checkImports names the files of a cycle", async () => {
  const files = {
    "packages/random/a.ts": 'import "./b.ts";\n',
    "packages/random/b.ts": 'import type { C } from "./c/c.ts";\n',
    "packages/random/c/c.ts": 'import { a } from "../a.ts";\n',
  };
  assertEquals(await problems(files), [
    "packages/random/a.ts imports packages/random/b.ts imports packages/random/c/c.ts " +
    "imports packages/random/a.ts: a cycle",
  ]);
});
