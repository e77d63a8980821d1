import { assert, assertEquals } from "@std/assert";
import { METRICS } from "../metrics.ts";
import { summarize } from "../statistics.ts";
import { scriptJson, showCount, showInterval, showMean, showNumber } from "./format.ts";

Deno.test("showNumber follows the format, and says what is not finite or not there", () => {
  assertEquals(showNumber(0.96249, ".3f"), "0.962");
  assertEquals(showNumber(-1234.5, ".4~g"), "−1235");
  assertEquals(showNumber(NaN, ".3f"), "NaN");
  assertEquals(showNumber(-Infinity, ".3f"), "−Infinity");
  assertEquals(showNumber(undefined, ".3f"), "—");
});

Deno.test("showMean and showInterval show what a sample allows", () => {
  const { testAccuracy, trainLoss } = METRICS;
  const three = summarize([0.95, 0.96, 0.97]);
  assertEquals(showMean(three, testAccuracy), "0.960 ± 0.010");
  assertEquals(showInterval(three, testAccuracy), "[0.935, 0.985]");
  assertEquals(showMean(summarize([1.23456, 1.3]), trainLoss), "1.267 ± 0.046");
  assertEquals(showMean(summarize([0.5]), testAccuracy), "0.500");
  assertEquals(showInterval(summarize([0.5]), testAccuracy), "");
  assertEquals(showMean(summarize([]), testAccuracy), "—");
});

Deno.test("scriptJson cannot end a script element and reads back the same", () => {
  const value = { "</script><!--": "<script>&\u2028\u2029]]>" };
  const text = scriptJson(value);
  assert(!/[<>&\u2028\u2029]/.test(text));
  assertEquals(JSON.parse(text), value);
});

Deno.test("showCount puts a noun into singular or plural", () => {
  assertEquals([showCount(1, "run"), showCount(0, "run")], ["1 run", "0 runs"]);
});
