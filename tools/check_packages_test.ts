/** The check of packages on small trees: what is offered is used, and none is too large. */
import { assertEquals } from "@std/assert";
import { checkPackages } from "./check_packages.ts";
import { withTree } from "./testing_trees.ts";

const MANIFEST = '{ "exports": "./mod.ts" }';

/** A package that offers `Shape` and `sizeOf`, which speaks of it, and another file. */
function tree(others: Readonly<Record<string, string>>): Record<string, string> {
  return {
    "packages/tensors/deno.json": MANIFEST,
    "packages/tensors/mod.ts": 'export { type Shape, sizeOf } from "./shape.ts";\n',
    "packages/tensors/shape.ts": "export interface Shape { readonly rows: number }\n" +
      "export function sizeOf(shape: Shape): number {\n  return shape.rows;\n}\n",
    ...others,
  };
}

function problemsOf(
  others: Readonly<Record<string, string>>,
  allowed: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  return withTree(tree(others), (root) => checkPackages(root, allowed));
}

Deno.test("checkPackages refuses an export that only its own package uses", async () => {
  const own = 'import { sizeOf } from "@samebit/tensors";\n';
  assertEquals(await problemsOf({ "packages/tensors/shape_test.ts": own }), [
    "tensors: Shape is exported and used by no other package; export it no more",
    "tensors: sizeOf is exported and used by no other package; export it no more",
  ]);
});

Deno.test("checkPackages takes what is imported elsewhere, with the types that it speaks of", async () => {
  const users = {
    "packages/layers/affine.ts": 'import { sizeOf } from "@samebit/tensors";\n',
    "tests/sizes_test.ts": 'import * as tensors from "@samebit/tensors";\ntensors.sizeOf({});\n',
    "docs/sizes.md": '```ts\nimport { sizeOf } from "@samebit/tensors";\n```\n',
  };
  for (const [path, text] of Object.entries(users)) {
    assertEquals(await problemsOf({ [path]: text }), [], path);
  }
  const typeAlone = { "tools/a.ts": 'import type { Shape } from "@samebit/tensors";\n' };
  assertEquals(await problemsOf(typeAlone), [
    "tensors: sizeOf is exported and used by no other package; export it no more",
  ]);
});

Deno.test("checkPackages knows the parts of a package, and what they pass on", async () => {
  const part = {
    "packages/tensors/deno.json":
      '{ "exports": { ".": "./mod.ts", "./native": "./native/mod.ts" } }',
    "packages/tensors/native/mod.ts":
      'export type { Shape } from "../shape.ts";\nexport const load = 1;\n',
  };
  const user = 'import { load } from "@samebit/tensors/native";\n' +
    'import { sizeOf } from "@samebit/tensors";\n';
  assertEquals(await problemsOf({ ...part, "tools/a.ts": user }), []);
  assertEquals(await problemsOf({ ...part, "tools/a.ts": user.split("\n")[1]! }), [
    "tensors: load is exported and used by no other package; export it no more",
  ]);
});

Deno.test("checkPackages takes an export that the list gives a reason for, and no other list", async () => {
  const allowed = { "tensors: sizeOf": "for programs of others" };
  assertEquals(await problemsOf({}, allowed), []);
  const user = { "tools/a.ts": 'import { sizeOf } from "@samebit/tensors";\n' };
  assertEquals(await problemsOf(user, allowed), [
    "tensors: sizeOf is used, or not exported; take it off the list",
  ]);
});

Deno.test("checkPackages refuses a package that is too large, tests not counted", async () => {
  const long = "\n".repeat(3_301);
  const sizes = {
    "tools/a.ts": 'import { sizeOf } from "@samebit/tensors";\n',
    "packages/tensors/kernels.ts": long,
    "packages/layers/affine.ts": long,
    "packages/losses/hinge_test.ts": long,
    "packages/losses/testing/samples.ts": long,
    "packages/losses/testing_samples.ts": long,
  };
  assertEquals(await problemsOf(sizes), [
    "packages/layers: has 3301 lines without its tests; wanted at most 3300",
  ]);
});
