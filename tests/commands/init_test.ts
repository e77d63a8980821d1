import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow, outcomeOf, ROOT } from "../command_line.ts";

/** Runs `deno` in a folder as a user does, with the folder's own deno.json. */
async function denoIn(cwd: string, ...args: string[]) {
  const env = { NO_COLOR: "1" };
  return outcomeOf(
    await new Deno.Command(Deno.execPath(), { args, cwd, env, stdin: "null" }).output(),
  );
}

Deno.test("init makes a folder in which experiment, verify, report and programs work", async () => {
  await using place = await createWorkplace();
  const { status, out, complaints } = await place.run("init", "mine");
  assertEquals([status, complaints], [0, ""]);
  assertStringIncludes(
    out,
    "Created mine. Run there: deno task experiment experiments/my-question.ts",
  );
  const mine = join(place.path, "mine");
  assertEquals(await filesBelow(mine), ["deno.json", "experiments/my-question.ts"]);

  const run = await denoIn(mine, "task", "experiment", "my-question", "--seeds", "1");
  assertEquals(run.status, 0, run.complaints);
  assertMatch(run.out, /Report: reports\/my-question\/index\.html/);
  assertEquals((await denoIn(mine, "task", "report", "my-question")).status, 0);
  const lock = await denoIn(mine, "task", "experiment", "my-question", "--lock");
  assertEquals(lock.status, 0, lock.complaints);
  const verified = await denoIn(mine, "task", "verify", "my-question", "--sample", "1");
  assertEquals(verified.status, 0, verified.complaints);
  const checked = await denoIn(mine, "check", "experiments/my-question.ts");
  assertEquals(checked.status, 0, checked.complaints);
  await Deno.copyFile(join(ROOT, "examples/own_loop.ts"), join(mine, "own_loop.ts"));
  assertStringIncludes((await denoIn(mine, "run", "own_loop.ts")).out, "loss of step 1: ");
});

Deno.test("init refuses an existing folder, and one inside the checkout", async () => {
  await using place = await createWorkplace();
  await Deno.mkdir(join(place.path, "mine"));
  const refused: readonly [args: string[], says: string][] = [
    [["mine"], "mine: already exists; name another folder"],
    [[], "FOLDER: is missing"],
    [[join(ROOT, "mine")], "is in this checkout; name a folder outside it"],
  ];
  for (const [args, says] of refused) {
    const { status, complaints } = await place.run("init", ...args);
    assertEquals(status, 2);
    assertStringIncludes(complaints, says);
  }
});
