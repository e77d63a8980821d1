/** What is not published: runs that are missing, stale, or not as their lock has them. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { runExperiments } from "./published.ts";

const place = await runExperiments();
const runs = join(place.path, "reports/small/runs");
const lock = join(place.path, "experiments/small.lock.json");

Deno.test.afterAll(async () => await place[Symbol.asyncDispose]());

async function refused(reason: string, ...flags: string[]): Promise<void> {
  const { status, out, complaints } = await place.run(
    "publish",
    "small",
    "--allow-dirty",
    ...flags,
  );
  assertEquals([status, out], [2, ""], complaints);
  assertStringIncludes(complaints, reason);
}

Deno.test("publish refuses an incomplete record, and says what to do", async () => {
  await Deno.mkdir(join(runs, "adam-seed9-00000000"));
  await refused("has 1 stale run in ");
  await Deno.remove(join(runs, "adam-seed9-00000000"));

  const text = await Deno.readTextFile(lock);
  const other = text.replace(
    /("steps.csv": ")(\w)/,
    (_, name, digit) => name + (digit === "0" ? 1 : 0),
  );
  await Deno.writeTextFile(lock, other);
  await refused("is not the lock of the runs in ");
  await Deno.remove(lock);
  await refused("small.lock.json: does not exist; write it: deno task experiment");
  await Deno.writeTextFile(lock, text);

  const [run] = [...Deno.readDirSync(runs)].map(({ name }) => name).sort();
  await Deno.rename(join(runs, run!), join(place.path, "away"));
  await refused("has 1 of 4 runs missing or incomplete in ");
  await Deno.rename(join(place.path, "away"), join(runs, run!));
});

Deno.test("publish refuses meaningless flags", async () => {
  await refused("has an empty name", "--authors", "Ada; ");
  const two = await place.run("publish", "small", "fruit", "--out", "x.zip");
  assertStringIncludes(two.complaints, "names one file, but there are 2 experiments");
});
