/** Examples in arrays: shapes, labels, targets, warnings; the contract's vectors have the rest. */
import { assertEquals, assertRejects } from "@std/assert";
import { loadArrays } from "./arrays.ts";
import type { ArraysConfig } from "./arrays_config.ts";
import { createMemorySource, joinIdx } from "./testdata/files.ts";

const config: ArraysConfig = {
  kind: "arrays",
  features: "x",
  labels: "y",
  targets: null,
  names: [],
  channels: "first",
  preprocess: "none",
  trainExamples: "all",
  validationExamples: 1,
  testExamples: 1,
  splitSeed: 0,
};
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i * 7 % 256);
const source = createMemorySource({
  "x": joinIdx([0x804, 4, 8, 8, 3], bytes(768)),
  "y": joinIdx([0x801, 4], Uint8Array.of(5, 5, 7, 5)),
  "t": joinIdx([0x802, 4, 2], bytes(8)),
});
const load = (fields: Partial<ArraysConfig>) => loadArrays({ ...config, ...fields }, source);

Deno.test("loadArrays warns of channels that seem to be last, and puts them first if told to", async () => {
  const first = await load({});
  assertEquals([first.shape, first.warnings.length], [[8, 8, 3], 1]);
  const last = await load({ channels: "last" });
  assertEquals([last.shape, last.warnings], [[3, 8, 8], []]);
  const channel = (values: ArrayLike<number>) =>
    Array.from({ length: 64 }, (_, i) => values[3 * i]);
  assertEquals([...last.train.values.subarray(0, 64)], channel(first.train.values));
});

Deno.test("loadArrays makes classes from the labels that occur, or from those that are named", async () => {
  assertEquals((await load({})).classes, ["5", "7"]);
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const named = await load({ names });
  assertEquals(named.classes, names);
  assertEquals(
    Math.max(...named.train.labels, ...named.validation.labels, ...named.test.labels),
    7,
  );
});

Deno.test("loadArrays keeps targets as they are, called by number or by name", async () => {
  const { targets, classes, train } = await load({ labels: null, targets: "t" });
  assertEquals([targets?.names, classes], [["target 0", "target 1"], []]);
  assertEquals(train.targets?.length, 4);
  const named = await load({ labels: null, targets: "t", names: ["a", "b"] });
  assertEquals(named.targets?.names, ["a", "b"]);
});

Deno.test("loadArrays says which array is wrong, and why", async () => {
  const refused: [Partial<ArraysConfig>, string][] = [
    [{ labels: null }, "Cannot use x: neither labels nor targets are said"],
    [{ targets: "t" }, "labels and targets are both said"],
    [{ labels: "t" }, "Cannot use t as labels: its shape is [4, 2]; wanted one label for each"],
    [{ names: ["a", "b"] }, 'label 0 is "5", and names names the classes 0 to 1'],
    [{ features: "t", channels: "last" }, "its shape is [4, 2]"],
    [{ labels: "z" }, 'Cannot read data file "z"'],
    [{ features: "a.npz#x" }, 'Cannot read data file "a.npz"'],
  ];
  for (const [fields, message] of refused) {
    await assertRejects(() => load(fields), Error, message);
  }
});
