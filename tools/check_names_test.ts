/** The check of names on small trees: one name, one thing, unless a list says why not. */
import { assertEquals } from "@std/assert";
import { checkNames } from "./check_names.ts";
import { withTree } from "./testing_trees.ts";

const MANIFEST = '{ "exports": "./mod.ts" }';

function tree(tensors: string, layers: string): Record<string, string> {
  return {
    "packages/tensors/deno.json": MANIFEST,
    "packages/tensors/mod.ts": tensors,
    "packages/layers/deno.json": MANIFEST,
    "packages/layers/mod.ts": layers,
  };
}

Deno.test("checkNames refuses a name that two packages declare, and takes one that is passed on", async () => {
  const two = tree(
    'export { type Shape, sizeOf } from "./tensor.ts";\n',
    'export type {\n  Shape,\n} from "./layer.ts";\nexport { sizeOf } from "@samebit/tensors";\n',
  );
  assertEquals(await withTree(two, (root) => checkNames(root, {})), [
    "Shape: tensors and layers offer different things under this name; rename one",
  ]);
});

Deno.test("checkNames takes a name that the list gives a reason for, and no other list", async () => {
  const allowed = { run: "the verb of both" };
  const both = tree("export function run() {}\n", "export const run = 1;\n");
  assertEquals(await withTree(both, (root) => checkNames(root, allowed)), []);
  const one = tree("export function run() {}\n", "export {};\n");
  assertEquals(await withTree(one, (root) => checkNames(root, allowed)), [
    "run: no two packages offer it; take it off the list",
  ]);
});
