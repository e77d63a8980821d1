import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { isLeftOut } from "./extent.ts";
import { createRunHere, sameFilesIn } from "./run_here.ts";
import { assertSameRuns, assertWhole, LONG_SWEEP, planSweep } from "./sweep.ts";

Deno.test("experiment gives the same bytes if the clock goes back during a run", async () => {
  await using place = await createWorkplace();
  using run = await createRunHere(14);
  const [forward, backward] = ["forward", "backward"].map((name) => join(place.path, name));
  let now = 0;
  assertEquals(await run.make(forward!, { clock: () => now++ }), []);
  assertEquals(await run.make(backward!, { clock: () => now-- }), []);
  assertEquals(sameFilesIn(backward!), sameFilesIn(forward!));
});

const missing = await whyNoFakeTime();

async function whyNoFakeTime(): Promise<string | undefined> {
  try {
    const { success } = await new Deno.Command("faketime", { args: ["2001-01-01", "true"] })
      .output();
    return success ? undefined : "faketime does not work here";
  } catch {
    return "the program faketime is not installed";
  }
}

Deno.test({
  name: "experiment gives the same bytes when the system's clock is set back between two commands",
  ignore: isLeftOut("clock_test", missing),
  async fn() {
    await using place = await createWorkplace();
    const sweep = await planSweep(place, LONG_SWEEP);
    const [undisturbed, out] = ["undisturbed", "out"].map((name) => join(place.path, name));
    await sweep.make(undisturbed!);

    const late = sweep.start({ out: out!, workers: 1, date: "2030-01-01 12:00:00" });
    await late.begun;
    Deno.kill(-late.pid, "SIGKILL");
    await late.ended;
    const early = await sweep.start({ out: out!, date: "2001-01-01 12:00:00" }).ended;
    assertEquals([early.code, early.complaints], [0, ""]);
    await assertWhole(sweep, out!);
    await assertSameRuns(out!, undisturbed!);

    const path = join(out!, "sweep", sweep.planned.runs[0]!.folder, "environment.json");
    const { started, earlier } = JSON.parse(await Deno.readTextFile(path));
    assert(started.startsWith("2001-") && earlier[0].started.startsWith("2030-"), path);
  },
});
