/**
 * `--open`: the program that shows pages is started with the right one, and where it cannot show it
 * the command has done its work all the same. The program is one of these tests, in the place of the
 * desktop's, which no test may disturb.
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join } from "node:path";
import { createWorkplace, outcomeOf, rightsOf } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";

const isLinux = Deno.build.os === "linux";
if (!isLinux) console.log("open_test: left out, it puts a shell script in the place of xdg-open");

/** A folder whose commands find Deno and, if given, a script called `xdg-open`. */
async function createDesk(script?: string) {
  const env: Record<string, string> = {};
  const place = await createWorkplace(env);
  const bin = join(place.path, "bin");
  env["PATH"] = [bin, dirname(Deno.execPath())].filter((folder) =>
    folder === bin || script !== undefined
  ).join(":");
  await Deno.mkdir(bin);
  if (script !== undefined) {
    const file = await place.write("bin/xdg-open", `#!/bin/sh\n${script}\n`);
    await Deno.chmod(file, 0o755);
  }
  await place.write("experiments/small.ts", declare());
  return place;
}

/** A script that notes what it was asked to open. */
const NOTE = 'echo "$1" >> opened.txt';

Deno.test({
  name: "--open opens the page that was written, of several the index",
  ignore: !isLinux,
  async fn() {
    await using place = await createDesk(NOTE);
    const one = await place.run("experiment", "small", "--seeds", "1", "--workers", "1", "--open");
    assertEquals([one.status, one.complaints], [0, ""]);
    await Deno.copyFile(join(place.path, "experiments/small.ts"), join(place.path, "more.ts"));
    const more = await place.run("experiment", "more.ts", "--seeds", "1", "--workers", "1");
    assertEquals([more.status, more.complaints], [0, ""]);
    assertEquals((await place.run("report", "--open")).status, 0);
    assertEquals((await place.run("report", "--compare", "small", "more", "--open")).status, 0);
    const opened = await Deno.readTextFile(join(place.path, "opened.txt"));
    assertEquals(opened.split("\n"), [
      ...["small/", "", "small_vs_more/"].map((folder) =>
        `file://${place.path}/reports/${folder}index.html`
      ),
      "",
    ]);
  },
});

Deno.test({
  name: "where --open cannot show a page, a warning says why and the command has succeeded",
  ignore: !isLinux,
  async fn() {
    for (
      const [script, why] of [
        ["exit 3", "xdg-open ended with status 3"],
        [undefined, "there is no xdg-open on this machine"],
      ]
    ) {
      await using place = await createDesk(script);
      const args = ["experiment", "small", "--seeds", "1", "--workers", "1", "--open"];
      const { status, complaints } = await place.run(...args);
      assertEquals(status, 0, complaints);
      assertStringIncludes(complaints, `warning: --open cannot show the page: ${why}; open it by`);
    }
  },
});

Deno.test({
  name: "--open without the right to start the program names it",
  ignore: !isLinux,
  async fn() {
    await using place = await createDesk(NOTE);
    for (
      const [task, ...args] of [["experiment", "small", "--workers", "1"], ["report", "small"]]
    ) {
      const fewer = rightsOf(task!).map((right) => right.replace(/,?xdg-open,?/, ""));
      const process = place.startWith(fewer, task!, ...args, "--open");
      const { status, complaints } = outcomeOf(await process.output());
      assertEquals(status, 1);
      assertStringIncludes(complaints, 'Requires run access to "xdg-open"');
    }
  },
});

Deno.test("--open is refused where no page is written", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const { status, complaints } = await place.run("experiment", "small", "--dry-run", "--open");
  assertEquals(status, 2);
  assertStringIncludes(complaints, "--open: needs a page, and --dry-run writes none");
});
