import { assert, assertEquals } from "@std/assert";
import { METRICS } from "./metrics.ts";
import { summarize } from "@samebit/statistics";
import {
  alignMean,
  formatSeconds,
  mostDecimals,
  scriptJson,
  shellWord,
  showCount,
  showInterval,
  showMean,
  showNumber,
  showSeeds,
} from "./format.ts";

Deno.test("showNumber follows the format, and shows what is missing or not finite", () => {
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
  assertEquals(showMean(summarize([1, NaN]), testAccuracy), "not finite");
});

Deno.test("showMean gives a mean the digits that its deviation supports, four at most", () => {
  const { trainLoss } = METRICS;
  const shown = (mean: number, deviation: number) => showMean({ n: 3, mean, deviation }, trainLoss);
  assertEquals(shown(0.48437, 0.01712), "0.484 ± 0.017");
  assertEquals(shown(0.0079234, 0.0025), "0.0079 ± 0.0025");
  assertEquals(shown(2.2551234, 0.0000123), "2.255 ± 0.000");
  assertEquals(shown(123456, 1200), "123456 ± 1200");
  assertEquals(shown(0.25, 0), "0.25 ± 0");
  assertEquals(shown(1e-5, 0), "0.00001 ± 0");
  assertEquals(shown(0, 0), "0 ± 0");
  assertEquals(shown(1.5e-12, 1e-13), "1.5e-12 ± 1e-13");
  assertEquals(shown(3e37, 1e36), "3e+37 ± 1e+36");
});

Deno.test("alignMean puts decimal points below each other", () => {
  const { trainLoss } = METRICS;
  const column = [{ n: 3, mean: 0.48437, deviation: 0.017 }, {
    n: 3,
    mean: 0.001346,
    deviation: 0.000071,
  }];
  const places = mostDecimals(column, trainLoss);
  const texts = column.map((summary) => alignMean(summary, trainLoss, places));
  assertEquals(texts[0]!.replaceAll("\u2007", "_"), "0.484___ ± 0.017___");
  assertEquals(texts[1], "0.001346 ± 0.000071");
});

Deno.test("scriptJson cannot end a script element and reads back the same", () => {
  const value = { "</script><!--": "<script>&\u2028\u2029]]>" };
  const text = scriptJson(value);
  assert(!/[<>&\u2028\u2029]/.test(text));
  assertEquals(JSON.parse(text), value);
});

Deno.test("showSeeds names a run of consecutive seeds by its ends, and others one by one", () => {
  assertEquals(showSeeds([1, 2, 3]), "1, 2, 3");
  assertEquals(showSeeds(Array.from({ length: 51 }, (_, at) => at + 5)), "5 to 55");
  assertEquals(showSeeds(Array.from({ length: 60 }, (_, at) => 2 * at)).split(", ").length, 60);
});

Deno.test("showCount puts a noun into singular or plural", () => {
  assertEquals([showCount(1, "run"), showCount(0, "run")], ["1 run", "0 runs"]);
});

const onWindows = Deno.build.os === "windows";
if (onWindows) console.log("Skipping the test of shellWord: its shell is sh, this is Windows");

Deno.test("shellWord is one word to a shell whatever a path holds", {
  ignore: onWindows,
}, async () => {
  for (const path of ["a/b.ts", "a b.ts", "it's $HOME `x`.ts", 'q"!.ts', "-x.ts", "a;b&c.ts"]) {
    const { stdout } = await new Deno.Command("sh", {
      args: ["-c", `printf %s ${shellWord(path)}`],
    }).output();
    const word = new TextDecoder().decode(stdout);
    assertEquals(word, path.startsWith("-") ? `./${path}` : path);
  }
  assertEquals(shellWord("experiments/a.ts"), "experiments/a.ts");
  assertEquals(shellWord("my files/a.ts"), '"my files/a.ts"');
});

Deno.test("formatSeconds chooses the unit that a person would", () => {
  assertEquals([0.4, 25.3, 89.4, 180, 5000, 5400].map(formatSeconds), [
    "less than a second",
    "about 25 s",
    "about 89 s",
    "about 3 min",
    "about 83 min",
    "about 1.5 h",
  ]);
});
