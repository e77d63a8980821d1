/** Handed-in experiments as a teacher checks them: one that is right, and each way to be wrong. */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";

Deno.test("check says for each submission whether its values can be repeated", async () => {
  await using place = await createWorkplace();
  const small = { seeds: [1], compare: undefined };
  const made = async (who: string) => {
    const file = await place.write(`handed-in/${who}/rates.ts`, declare(small));
    const out = `handed-in/${who}/reports`;
    const { status } = await place.run("experiment", file, "--out", out, "--workers", "1");
    assertEquals(status, 0);
    return { file, runs: join(place.path, out, "rates/runs") };
  };
  await made("ada");
  const ben = await made("ben");
  const [run] = await Array.fromAsync(Deno.readDir(ben.runs));
  const epochs = join(ben.runs, run!.name, "epochs.csv");
  const [head, first, ...rows] = (await Deno.readTextFile(epochs)).split("\n");
  await Deno.writeTextFile(epochs, [head, first!.replace(/[^,]+$/, "0.875"), ...rows].join("\n"));
  await made("eve");
  await place.write("handed-in/eve/rates.ts", declare({ ...small, expectation: "As it came out" }));
  await place.write("handed-in/kim/rates.ts", declare(small));
  await place.write("handed-in/lea/rates.ts", "export default { seeds: 3 };");
  await place.write("handed-in/tom/answers.txt", "none");
  const names = ["ada", "ben", "eve", "kim", "lea", "tom"].map((who) => `handed-in/${who}`);
  const { status, out } = await place.run("check", ...names, "--workers", "1");
  assertEquals(status, 1);
  const lines = out.trimEnd().split("\n").slice(1).map((line) => line.replaceAll("\\", "/"));
  const wanted = [
    /^handed-in\/ada\/rates\.ts +1 +same +before the results$/,
    /^handed-in\/ben\/rates\.ts +1 +1 of 1 run not the same +before the results +epochs\.csv: epoch 0, validationAccuracy: recorded 0\.875, got /,
    /^handed-in\/eve\/rates\.ts +1 +same +changed after 1 of 1 run$/,
    /^handed-in\/kim\/rates\.ts +0 +not run$/,
    /^handed-in\/lea\/rates\.ts +0 +cannot be checked +.*rates\.ts: /,
    /^handed-in\/tom +0 +no experiment file$/,
  ];
  assertEquals(lines.length, wanted.length, out);
  wanted.forEach((pattern, at) => assertMatch(lines[at]!, pattern));
  assertEquals((await place.run("check", "handed-in/ada", "--workers", "1")).status, 0);
});

Deno.test("check refuses missing folders", async () => {
  await using place = await createWorkplace();
  const none = await place.run("check");
  assertEquals([none.status, none.out], [2, ""]);
  const absent = await place.run("check", "nobody");
  assertEquals([absent.status, absent.complaints], [2, "error: nobody: there is no such folder\n"]);
});
