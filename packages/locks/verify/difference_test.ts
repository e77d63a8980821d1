import { assertEquals } from "@std/assert";
import { ulps32 } from "@samebit/arithmetic";
import { byteDifference, distanceOf, formatDifference } from "./difference.ts";

Deno.test("formatDifference says place, both values and their distance", () => {
  const difference = { file: "steps.csv", place: "step 3, trainLoss", recorded: "0.3", got: "0.5" };
  assertEquals(
    formatDifference({ ...difference, ulps: 1 }),
    "steps.csv: step 3, trainLoss: recorded 0.3, got 0.5, 1 ulp apart",
  );
  assertEquals(
    formatDifference({ ...difference, ulps: 12345 }),
    "steps.csv: step 3, trainLoss: recorded 0.3, got 0.5, 12,345 ulps apart",
  );
  assertEquals(
    formatDifference({ ...difference, recorded: "0", got: "-0", ulps: 0 }),
    "steps.csv: step 3, trainLoss: recorded 0, got -0, the same number with different bits",
  );
  assertEquals(
    formatDifference({ ...difference, got: "nothing" }),
    "steps.csv: step 3, trainLoss: recorded 0.3, got nothing",
  );
});

Deno.test("formatDifference escapes control characters", () => {
  const difference = { file: "steps.csv", place: "step 3", recorded: "0.5\r", got: "\x1b[2J\x9b" };
  assertEquals(
    formatDifference(difference),
    "steps.csv: step 3: recorded 0.5\\r, got \\u{1b}[2J\\u{9b}",
  );
});

Deno.test("distanceOf counts floats between numbers as texts and nothing between others", () => {
  assertEquals(distanceOf("0.3", "0.30000000000000004"), 1);
  assertEquals(distanceOf("1", "1.0000001", ulps32), 1);
  assertEquals(distanceOf("1e-7", "NaN"), Infinity);
  assertEquals(distanceOf("0.3", "0.3x"), undefined);
  assertEquals(distanceOf("", "1"), undefined);
});

Deno.test("byteDifference finds the first byte that differs, or where one file ends", () => {
  const [a, b] = [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2])];
  assertEquals(byteDifference("x", a, b), {
    file: "x",
    place: "byte 2",
    recorded: "03",
    got: "nothing",
  });
  assertEquals(byteDifference("x", b, new Uint8Array([1, 255])).place, "byte 1");
});
