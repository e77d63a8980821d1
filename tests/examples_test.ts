import { assert } from "@std/assert";
import { trainOnMoons } from "../examples/own_arrays.ts";
import { learnProducts } from "../examples/own_loop.ts";

Deno.test("trainOnMoons, the example with own arrays, tells the moons apart", () => {
  assert(trainOnMoons() > 0.9);
});

Deno.test("learnProducts, the example with an own training loop, learns", () => {
  const { first, last } = learnProducts(100);
  assert(last < first / 10, `${first} to ${last}`);
});
