/** What `deno task test` runs, leaves out and says. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { announcement, argumentsOfDeno, LONG_TESTS, namesPath } from "./test.ts";

Deno.test("namesPath tells paths from options and their values", () => {
  assertEquals(namesPath([]), false);
  assertEquals(namesPath(["--filter", "BatchNorm", "--no-check"]), false);
  assertEquals(namesPath(["--filter=BatchNorm"]), false);
  assertEquals(namesPath(["--filter", "BatchNorm", "packages/layers"]), true);
});

Deno.test("argumentsOfDeno leaves the long tests out, unless a path is named", () => {
  const ignored = LONG_TESTS.map(({ folder }) => folder).join(",");
  assert(argumentsOfDeno([]).includes(`--ignore=${ignored}`));
  assert(!argumentsOfDeno(["tests/browser"]).some((arg) => arg.startsWith("--ignore")));
});

Deno.test("announcement names every folder that is left out", () => {
  for (const { folder } of LONG_TESTS) assertStringIncludes(announcement([]), folder);
});

Deno.test("every folder that is left out exists, and .ci/run runs it", async () => {
  const root = new URL("../", import.meta.url);
  const ci = await Deno.readTextFile(new URL(".ci/run", root));
  for (const { folder } of LONG_TESTS) {
    assert((await Deno.stat(new URL(folder, root))).isDirectory);
    assert(new RegExp(`run_tests .*${folder}\\b`).test(ci), `.ci/run does not run ${folder}`);
  }
});
