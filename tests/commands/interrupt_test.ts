import { SAME_EVERYWHERE } from "@samebit/runlog";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

/** Ten runs of 80 steps: many enough that most are still to be made when the first is whole. */
const SWEEP = sweepOf(4);

/** Ten runs. */
function sweepOf(epochs: number): string {
  return declareBase({
    dataset: { kind: "digits", trainExamples: 400 },
    model: { kind: "fully-connected", hidden: [50, 50] },
    epochs,
  }, { seeds: [1, 2, 3, 4, 5] });
}

const cannotInterrupt = Deno.build.os === "windows";
if (cannotInterrupt) {
  console.log(
    "interrupt_test: skipped on Windows, where one process cannot send Ctrl-C to another",
  );
}

/** Reads a stream until it holds a text; returns what was read. */
async function waitFor(text: string, stream: ReadableStream<Uint8Array>): Promise<string> {
  let read = "";
  const decoder = new TextDecoder();
  for await (const chunk of stream.values({ preventCancel: true })) {
    read += decoder.decode(chunk, { stream: true });
    if (read.includes(text)) return read;
  }
  throw new Error(`Cannot find ${JSON.stringify(text)} in ${read}`);
}

Deno.test({
  name:
    "experiment stops at SIGINT with 130, keeps whole runs complete, and goes on when run again",
  ignore: cannotInterrupt,
  async fn() {
    await using place = await createWorkplace();
    await place.write("experiments/sweep.ts", SWEEP);
    const args = ["experiment", "sweep", "--workers", "1"];
    const process = place.start(...args);
    await waitFor("[ 1/10]", process.stdout);
    process.kill("SIGINT");
    const { code, stderr } = await process.output();
    assertEquals(code, 130);
    assertMatch(new TextDecoder().decode(stderr), /^Interrupted\. Finished runs are kept, .*\n$/);

    const runs = join(place.path, "reports/sweep/runs");
    const whole = await wholeRuns(runs);
    assert(whole.length >= 1 && whole.length < 10, `${whole.length} whole runs`);
    const again = await place.run(...args);
    assertEquals([again.status, again.complaints], [0, ""]);
    assertStringIncludes(again.out, `${whole.length} already done, skipping`);

    await place.run(...args, "--out", "undisturbed");
    const undisturbed = join(place.path, "undisturbed/sweep/runs");
    assertEquals((await wholeRuns(undisturbed)).length, 10);
    for (const path of await filesBelow(undisturbed)) {
      if (!SAME_EVERYWHERE.includes(path.split("/").at(-1)!)) continue;
      const [kept, made] = await Promise.all(
        [runs, undisturbed].map((folder) => Deno.readFile(join(folder, path))),
      );
      assertEquals(kept, made, path);
    }
  },
});

Deno.test({
  name: "experiment --audit goes on after SIGINT with the same sample until each run was compared",
  ignore: cannotInterrupt,
  async fn() {
    await using place = await createWorkplace();
    // Long enough that a busy machine interrupts it before all are audited.
    await place.write("experiments/sweep.ts", sweepOf(40));
    const args = ["experiment", "sweep", "--workers", "1"];
    const process = place.start(...args, "--audit", "80%");
    const printed = process.stdout.pipeTo(new WritableStream());
    const said = await waitFor("audited", process.stderr);
    process.kill("SIGINT");
    const rest = await Array.fromAsync(process.stderr.pipeThrough(new TextDecoderStream()));
    assertEquals((await process.status).code, 130);
    await printed;
    const audited = (text: string) => text.match(/^notice: .*: audited: .*$/gm) ?? [];
    const before = audited([said, ...rest].join(""));
    assert(before.length < 8, `${before.length} were audited`);

    const again = await place.run(...args, "--audit", "80%");
    assertEquals(again.status, 0, again.complaints);
    assertEquals(new Set([...before, ...audited(again.complaints)]).size, 8);
    assertEquals(before.length + audited(again.complaints).length, 8);
    const last = await place.run(...args, "--audit", "80%");
    assertEquals([last.status, last.complaints], [0, ""]);
  },
});

async function wholeRuns(runs: string): Promise<string[]> {
  const records = (await filesBelow(runs)).filter((path) => path.endsWith("/run.json"));
  const ended = await Promise.all(
    records.map(async (path) => "ended" in JSON.parse(await Deno.readTextFile(join(runs, path)))),
  );
  return records.filter((_, i) => ended[i]);
}
