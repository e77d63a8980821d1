import { assertEquals } from "@std/assert";
import { findNumericAxis, othersOf } from "./numeric_axis.ts";
import { sampleLogs } from "./samples/sample_logs.ts";
import { sample, SCALES, SMALL } from "./samples/samples.ts";
import { gatherVariants } from "./variants.ts";

/** The variants of an experiment that compares one axis by these labels. */
function comparing(axis: string, labels: readonly string[]) {
  const variants = labels.map((label) => ({
    ...sample(label, 0.01, 0.1, 1),
    compared: { [axis]: label },
  }));
  return gatherVariants(sampleLogs({ ...SMALL, variants }));
}

Deno.test("findNumericAxis finds numbers among the compared axes, and what else is compared", () => {
  const variants = gatherVariants(sampleLogs(SCALES));
  const axis = findNumericAxis(variants, {})!;
  assertEquals([axis.name, axis.logarithmic], ["model.weightScale", true]);
  assertEquals([...axis.values.values()], [0.01, 0.03, 0.1, 0.3]);
  assertEquals(variants.map((variant) => othersOf(variant, axis)).slice(3, 5), ["three", "five"]);
});

Deno.test("findNumericAxis takes the number behind a label from the declaration", () => {
  const declared = { small: 10, medium: 20, large: 30 };
  const variants = comparing("batchSize", Object.keys(declared));
  const axis = findNumericAxis(variants, { compare: { batchSize: declared } })!;
  assertEquals([[...axis.values.values()], axis.logarithmic], [[10, 20, 30], false]);
  assertEquals(findNumericAxis(variants, {}), undefined);
});

Deno.test("findNumericAxis takes the labels of a list as its numbers, not as positions", () => {
  const axis = findNumericAxis(comparing("l2", ["0", "1", "2"]), { compare: { l2: [0, 1, 2] } });
  assertEquals([...axis!.values.values()], [0, 1, 2]);
});

Deno.test("findNumericAxis wants three different numbers", () => {
  assertEquals(findNumericAxis(comparing("l2", ["0", "1"]), {}), undefined);
  assertEquals(findNumericAxis(comparing("l2", ["0", "1", "none"]), {}), undefined);
});
