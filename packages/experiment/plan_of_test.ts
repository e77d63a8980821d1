import { assertEquals, assertThrows } from "@std/assert";
import { BadInput } from "@samebit/input";
import { planOf } from "./plan_of.ts";
import { SMALL } from "./testing/experiments.ts";

Deno.test("planOf refuses to keep of the test split what is not measured", () => {
  const keeping = [{ predictions: true }, { views: "mirrored" }] as const;
  for (const kept of keeping) {
    const evaluation = { test: false, ...kept };
    assertThrows(
      () => planOf({ ...SMALL.base, evaluation }),
      BadInput,
      `planOf: evaluation: needs ${Object.keys(kept)[0]} of the test split, but test is false`,
    );
    assertEquals(planOf({ ...SMALL.base, evaluation: kept }).evaluation.test, true);
  }
});
