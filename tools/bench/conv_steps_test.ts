import { assertEquals } from "@std/assert";
import { measureNetwork } from "@samebit/networks";
import { CONV_STEPS } from "./conv_steps.ts";

/** What PyTorch counts in the peers' networks; (g) has 10 biases more here. */
const PARAMETERS = { e: 4_106_246, f: 288_746, g: 1_972_792 + 10, h: 269_722 };

Deno.test("the convolutional steps have as many parameters as the peers'", () => {
  const counted = Object.entries(CONV_STEPS).map(([name, { plan }]) => [
    name,
    measureNetwork(plan.model, [3, 32, 32], 10).parameters,
  ]);
  assertEquals(Object.fromEntries(counted), PARAMETERS);
});
