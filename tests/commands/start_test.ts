/** Weights of a run as the start of another, by the commands that a user gives. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { digitsTable } from "@samebit/datasets";
import { createWorkplace } from "../command_line.ts";
import { type Declaration, declareBase } from "../sample_experiment.ts";

Deno.test("an experiment starts from the weights of another, and verify gets the same bytes", async () => {
  await using place = await createWorkplace();
  const rows = (await digitsTable()).split("\n").filter((row) => /,\d$/.test(row)).slice(0, 400);
  const isLow = (row: string) => Number(row.at(-1)) < 5;
  await place.write("data/low.csv", rows.filter(isLow).join("\n"));
  await place.write("data/high.csv", rows.filter((row) => !isLow(row)).join("\n"));
  const declareOn = (file: string, rest: Declaration, changed: Declaration = {}) =>
    declareBase({ dataset: { kind: "csv", file, header: "none", trainExamples: 60 }, ...changed }, {
      seeds: [1],
      ...rest,
    });
  await place.write("experiments/low.ts", declareOn("low.csv", { compare: undefined }));
  assertEquals((await place.run("experiment", "low", "--workers", "1")).status, 0);
  assertEquals((await place.run("export", "low/base", "--folder", "data/low")).status, 0);
  const model = await Deno.readTextFile(join(place.path, "data/low/model.json"));
  const [, sha256] = /"([0-9a-f]{64})"\s*}?\s*}\s*$/.exec(model) ??
    /"sha256": "(\w+)"/.exec(model)!;

  const file = "low/weights.safetensors";
  const start = { kind: "from", file, sha256 };
  const write = (pretrained: object) =>
    place.write(
      "experiments/high.ts",
      declareOn("high.csv", { compare: { "model.initialization": { fresh: "he", pretrained } } }),
    );
  const field = "experiments/high.ts: compare.model.initialization.pretrained";
  const refused: readonly [start: object, says: string][] = [
    [
      { ...start, sha256: "0".repeat(64) },
      `${field}: Cannot start from "${file}": its SHA-256 is ${sha256}; wanted 000`,
    ],
    [
      { ...start, skip: ["W3"] },
      `${field}: Cannot start from "${file}": skip does not name a tensor: "W3"`,
    ],
    [{ ...start, file: "none.safetensors" }, `${field}: Cannot read data file "none.safetensors"`],
    [{ ...start, file: "../x" }, `${field}.file: cannot be "../x"; wanted a path inside`],
    [{ ...start, sha256: "12" }, `${field}.sha256: cannot be "12"; wanted the file's SHA-256`],
  ];
  for (const [pretrained, says] of refused) {
    await write(pretrained);
    const { status, complaints } = await place.run("experiment", "high", "--dry-run");
    assertEquals(status, 2);
    assertStringIncludes(complaints, says);
  }

  await write({ ...start, skip: ["W2", "b2"] });
  const made = await place.run("experiment", "high", "--workers", "1", "--lock");
  assertEquals(made.status, 0, made.complaints);
  const verified = await place.run("verify", "high");
  assertEquals(verified.status, 0, verified.complaints);
  assertMatch(verified.out, /high: .*pretrained|pretrained.*same/);
});
