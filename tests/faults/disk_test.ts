import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";
import { isFull, isLeftOut } from "./extent.ts";
import { createRunHere, filesIn, sameFilesIn } from "./run_here.ts";
import { createSmallDisk, noSmallDisks } from "./small_disk.ts";
import { assertSameRuns } from "./sweep.ts";

const ignore = isLeftOut("disk_test", noSmallDisks);
const BLOCK = 4096;

Deno.test({
  name:
    "experiment fails a run with a message when the disk is full, and goes on to the same bytes",
  ignore,
  async fn() {
    await using disk = await createSmallDisk(1024);
    using run = await createRunHere(14);
    const undisturbed = join(disk.path, "undisturbed");
    await run.make(undisturbed);
    const wanted = sameFilesIn(undisturbed);
    // A checkpoint at every event, so that it is mostly checkpoints that do not fit.
    let now = 0;
    const given = { clock: () => now++, checkpointSeconds: 0 };
    const folder = join(disk.path, "full");
    let fits = false;
    let failures = 0;
    for (let blocks = 0; !fits; blocks += isFull ? 1 : 2) {
      await disk.leave(blocks * BLOCK);
      try {
        assertEquals(await run.make(folder, given), []);
        fits = true;
      } catch (error) {
        assert(error instanceof BadInput, String(error));
        assertStringIncludes(error.message, `${folder}: cannot be used: `);
        assertStringIncludes(error.message, "No space left on device");
        failures++;
      }
      await disk.free();
      const left = await filesBelow(folder);
      assertEquals(left.filter((name) => name.endsWith(".part")), [], `${blocks} blocks`);
      if (!fits) assertEquals(await run.make(folder, given), [], `${blocks} blocks`);
      assertEquals(sameFilesIn(folder), wanted, `${blocks} blocks`);
      await Deno.remove(folder, { recursive: true });
    }
    assert(failures >= 5, `only ${failures} sizes were too small`);
    console.log(`${failures} sizes of a full disk`);
  },
});

Deno.test({
  name: "experiment says on standard error that the disk is full, and goes on when run again",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using disk = await createSmallDisk(4096);
    await place.write("experiments/small.ts", declare());
    const undisturbed = await place.run("experiment", "small", "--out", "undisturbed");
    assertEquals(undisturbed.status, 0, undisturbed.complaints);

    await disk.leave(24 * BLOCK);
    const full = await place.run("experiment", "small", "--out", disk.path, "--workers", "1");
    assertEquals(full.status, 1, full.complaints);
    assertStringIncludes(full.complaints, "cannot be used: No space left on device");
    await disk.free();
    const again = await place.run("experiment", "small", "--out", disk.path);
    assertEquals([again.status, again.complaints], [0, ""]);
    const folders = [disk.path, join(place.path, "undisturbed")];
    const [got, wanted] = folders.map((out) => join(out, "small/runs"));
    await assertSameRuns(got!, wanted!);
  },
});

Deno.test({
  name: "experiment refuses a read-only folder, touches nothing, and goes on once it may write",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await using disk = await createSmallDisk(8192);
    using run = await createRunHere(14);
    const folder = join(disk.path, "run");
    const stop = new AbortController();
    let now = 0;
    await run.make(folder, {
      clock: () => now++,
      signal: stop.signal,
      onProgress: ({ step }) => step === 9 && stop.abort(),
    });
    const before = filesIn(folder);
    await place.write("experiments/small.ts", declare());

    await disk.setReadOnly(true);
    const refused = await assertRejects(() => run.make(folder), BadInput);
    assertStringIncludes(refused.message, `${folder}: cannot be used: Read-only file system`);
    assertEquals(filesIn(folder), before);
    const command = await place.run("experiment", "small", "--out", disk.path);
    assertEquals(command.status, 2);
    assertStringIncludes(command.complaints, `cannot write in ${disk.path}: Read-only file system`);

    await disk.setReadOnly(false);
    assertEquals(await run.make(folder), []);
    const undisturbed = join(place.path, "undisturbed");
    await run.make(undisturbed);
    assertEquals(sameFilesIn(folder), sameFilesIn(undisturbed));
  },
});
