/**
 * `.ci/run` with a pretended `deno` and pretended browsers: its last line is read by machines, so it must
 * never say `0 failed` when something failed.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { fileURLToPath } from "node:url";
import { withTree } from "./testing_trees.ts";

const script = new URL("../.ci/run", import.meta.url);
const onWindows = Deno.build.os === "windows";
if (onWindows) console.log("Skipping the tests of .ci/run: it is for Debian, this is Windows");

/** The parts that need nothing but what is pretended. */
const PARTS = ["deno", "browser", "gate", "workers", "faults"];

/** Runs `.ci/run` where `deno task ok` and the rest of `deno` do what is said in shell. */
function runCi(
  gate: string,
  others = "true",
  faults = `echo "ok | 3 passed | 0 failed"`,
  parts = PARTS,
): Promise<{ code: number; lastLine: string; text: string }> {
  const deno = `#!/bin/sh\ncase "$*" in\n--version) echo "deno 2.9.6 (stable)";;\n` +
    `"task ok") ${gate};;\n"test -A tests/faults") ${faults};;\n*hash_logs*) echo "00  run.json";;\n*) ${others};;\nesac\n`;
  const files = { "bin/deno": deno, "repository/.ci/run": "" };
  const programs = {
    "bin/chromium": "#!/bin/sh\n",
    "bin/firefox-esr": "#!/bin/sh\n",
    "bin/faketime": "#!/bin/sh\n",
    "bin/unshare": "#!/bin/sh\necho refused >&2; exit 1\n",
    "bin/timeout": '#!/bin/sh\nshift\nexec "$@"\n',
  };
  return withTree({ ...files, ...programs }, async (root) => {
    await Deno.copyFile(script, `${root}/repository/.ci/run`);
    for (const name of ["deno", "chromium", "firefox-esr", "faketime", "unshare", "timeout"]) {
      await Deno.chmod(`${root}/bin/${name}`, 0o755);
    }
    const { code, stdout } = await new Deno.Command("bash", {
      args: [`${root}/repository/.ci/run`, ...parts],
      env: { PATH: `${root}/bin:${Deno.env.get("PATH")}` },
      stderr: "null",
    }).output();
    const text = new TextDecoder().decode(stdout);
    return { code, lastLine: text.trimEnd().split("\n").at(-1)!, text };
  });
}

const passing = `echo "ok     tests  2.0 s  ok | 12 passed (3 steps) | 0 failed"`;

const cases: [what: string, gate: string, others: string, code: number, lastLine: string][] = [
  ["passes", passing, "true", 0, "15 passed, 0 failed"],
  [
    "fails some tests",
    `echo "FAILED | 10 passed | 2 failed (1s)"; false`,
    "true",
    1,
    "13 passed, 2 failed",
  ],
  ["fails before any test", `echo "FAILED lint"; false`, "true", 1, "3 passed, 1 failed"],
  ["fails after all tests passed", `${passing}; false`, "true", 1, "15 passed, 1 failed"],
  [
    "hides a failed test behind success",
    `echo "FAILED | 1 passed | 1 failed"`,
    "true",
    1,
    "4 passed, 1 failed",
  ],
  ["runs no test", "true", "true", 1, "3 passed, 1 failed"],
  ["passes but the experiment fails", passing, "false", 1, "15 passed, 1 failed"],
  ["is ended by a signal", "kill -TERM $PPID", "true", 1, "0 passed, 1 failed"],
];

for (const [what, gate, others, code, lastLine] of cases) {
  Deno.test(
    `.ci/run ends with the true numbers when the gate ${what}`,
    { ignore: onWindows },
    async () => {
      const run = await runCi(gate, others);
      assertEquals([run.lastLine, run.code], [lastLine, code]);
      assertMatch(run.text, /^part +minutes$/m);
    },
  );
}

Deno.test({
  name: ".ci/run counts the tests of faults, and fails where they fail or none was run",
  ignore: onWindows,
  async fn() {
    const failing = await runCi(passing, "true", `echo "FAILED | 2 passed | 1 failed"; false`);
    assertEquals([failing.lastLine, failing.code], ["14 passed, 1 failed", 1]);
    const silent = await runCi(passing, "true", "true");
    assertEquals([silent.lastLine, silent.code], ["12 passed, 1 failed", 1]);
  },
});

Deno.test({
  name: ".ci/run says of a part that cannot be run here why, and counts no failure",
  ignore: onWindows,
  async fn() {
    const run = await runCi(passing, "true", "true", ["deno", "gate", "windows"]);
    assertEquals([run.lastLine, run.code], ["12 passed, 0 failed", 0]);
    assertMatch(run.text, /^Not possible here, .*: refused$/m);
    assertMatch(run.text, /^windows +\d\.\d +not run$/m);
    const alone = await runCi(passing, "true", "true", ["deno", "windows"]);
    assertEquals([alone.lastLine, alone.code], ["0 passed, 1 failed", 1]);
  },
});

Deno.test({
  name: ".ci/run counts an unknown part as failed",
  ignore: onWindows,
  async fn() {
    const { code, stdout } = await new Deno.Command("bash", {
      args: [fileURLToPath(script), "gaet"],
      stderr: "null",
    }).output();
    assertEquals(code, 1);
    assertMatch(
      new TextDecoder().decode(stdout),
      /\ngaet +\d\.\d +FAILED\n\n0 passed, 1 failed\n$/,
    );
  },
});
