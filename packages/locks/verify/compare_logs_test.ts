import { assertEquals } from "@std/assert";
import { compareLogs } from "./compare_logs.ts";

const recorded = "step,epoch,learningRate,trainLoss\n1,1,0.01,2.5\n2,1,0.01,0.3\n";

Deno.test("compareLogs finds nothing in equal logs", () => {
  assertEquals(compareLogs("steps.csv", recorded, recorded), undefined);
});

Deno.test("compareLogs names the first field that differs and counts the floats between", () => {
  const got = recorded.replace("0.3\n", "0.30000000000000004\n");
  assertEquals(compareLogs("steps.csv", recorded, got), {
    file: "steps.csv",
    place: "step 2, trainLoss",
    recorded: "0.3",
    got: "0.30000000000000004",
    ulps: 1,
  });
  // Of several differences the first row counts, and in it the first column.
  const more = recorded.replaceAll("0.01", "0.02").replace("0.3\n", "0.4\n");
  assertEquals(compareLogs("steps.csv", recorded, more)?.place, "step 1, learningRate");
});

Deno.test("compareLogs names the layer of a row that is one of several of its step", () => {
  const layers = "step,epoch,layer,gradientNorm\n31,1,1,0.5\n31,1,2,0.25\n";
  const found = compareLogs("layers.csv", layers, layers.replace("0.25", "0.5"));
  assertEquals(found?.place, "step 31, layer 2, gradientNorm");
});

Deno.test("compareLogs shows rows that only one log has", () => {
  const short = recorded.slice(0, recorded.indexOf("2,1"));
  assertEquals(compareLogs("steps.csv", recorded, short), {
    file: "steps.csv",
    place: "step 2",
    recorded: "2,1,0.01,0.3",
    got: "nothing",
  });
  assertEquals(compareLogs("steps.csv", short, recorded)?.recorded, "nothing");
});

Deno.test("compareLogs explains logs that were damaged by hand", () => {
  const place = (damaged: string) => compareLogs("steps.csv", damaged, recorded)?.place;
  assertEquals(place(recorded.replace("step,", "steps,")), "the header");
  assertEquals(place(recorded.replace("2,1,0.01,0.3", "3,1,0.01,0.3")), "line 3, step");
  assertEquals(place(recorded.replace("2,1,0.01,0.3", "2,1,0.01")), "step 2");
  assertEquals(place(recorded.slice(0, -1)), "the end of the last line");
  const spoilt = compareLogs("steps.csv", recorded.replace("2.5", "2.5?"), recorded);
  assertEquals([spoilt?.recorded, spoilt?.ulps], ["2.5?", undefined]);
});
