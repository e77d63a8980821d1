/**
 * Each task has the rights that it needs and no other: it does its work with them, stops without any
 * one of them, and the table in docs/rights.md says the same. Commands are run as their tasks do it.
 */
import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, type Outcome, outcomeOf, rightsOf, ROOT, TASKS } from "./command_line.ts";
import { declare } from "./sample_experiment.ts";

/** What a task is tried with, in a folder that holds one experiment and its runs. */
const WORK: Readonly<Record<string, readonly string[]>> = {
  "experiment": ["small", "--out", "others", "--workers", "1", "--seeds", "1"],
  "verify": ["small", "--workers", "1", "--sample", "1"],
  "report": ["small"],
  "diverge": ["small#sgd", "small#adam"],
  "evaluate": ["small/adam-seed1", "--predictions", "out.csv"],
  "list": [],
  "new": ["my-question"],
  "check-gradients": [],
};

/** Rights that nothing shows here to be needed, and why. */
const UNSEEN: readonly (readonly [right: string, why: string])[] = [
  ...(Deno.build.os === "windows"
    ? ["HOME", "XDG_CACHE_HOME", "uid"].map((right) => [right, "not read on Windows"] as const)
    : [["LOCALAPPDATA", "read on Windows alone"]] as const),
  ["sbatch", "run where there is Slurm"],
  ["scontrol", "run where there is Slurm"],
  ["squeue", "run where there is Slurm"],
  ["scancel", "run where there is Slurm"],
  ["git", "without it the commit is unknown where there is no checkout"],
];

/** What `report` leaves as it is where it would write the same. */
const PAGE = "reports/small/index.html";

/** A list of rights without one of them, for each of them, with its name. */
function withoutOne(rights: readonly string[]): [left: string, rights: string[]][] {
  return rights.flatMap((right, at): [string, string[]][] => {
    if (!right.startsWith("--allow-")) return [];
    const others = rights.toSpliced(at, 1);
    const [name, list = ""] = right.split("=");
    const items = list.split(",");
    if (items.length === 1) return [[right, others]];
    return items.map((item) => [
      item,
      [...others, `${name}=${items.filter((each) => each !== item).join(",")}`],
    ]);
  });
}

async function runWith(
  rights: readonly string[],
  args: readonly string[],
  cwd: string,
): Promise<Outcome> {
  const config = `--config=${join(ROOT, "deno.json")}`;
  const program = join(ROOT, "packages/cli/main.ts");
  return outcomeOf(
    await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", ...rights, config, program, ...args],
      cwd,
      // Both are asked for only where the first is empty.
      env: { NO_COLOR: "1", XDG_CACHE_HOME: "" },
      stdin: "null",
    }).output(),
  );
}

Deno.test("every task works with its rights, and without any one of them it does not", async (t) => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  assertEquals((await place.run("experiment", "small", "--lock", "--workers", "1")).status, 0);
  const clean = async () => {
    for (const path of ["others", "out.csv", "experiments/my-question.ts", PAGE]) {
      await Deno.remove(join(place.path, path), { recursive: true }).catch(() => {});
    }
  };
  for (const [task, args] of Object.entries(WORK)) {
    await t.step(task, async () => {
      const rights = rightsOf(task);
      const whole = await runWith(rights, [task, ...args], place.path);
      // Two rules part, as they should.
      assertEquals(whole.status, task === "diverge" ? 1 : 0, whole.complaints);
      for (const [left, fewer] of withoutOne(rights)) {
        if (UNSEEN.some(([right]) => right === left)) continue;
        await clean();
        const { status, out, complaints } = await runWith(fewer, [task, ...args], place.path);
        const what = `${task} without ${left}: ${out}${complaints}`;
        assertNotEquals([status, complaints], [whole.status, whole.complaints], what);
      }
      await clean();
    });
  }
});

Deno.test("deno task itself gives a command what it needs", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "experiment", "overfit-three-layer", "--dry-run"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const { out, complaints } = outcomeOf({ code, stdout, stderr } as Deno.CommandOutput);
  assertEquals([code, complaints], [0, ""]);
  assertStringIncludes(out, "overfit-three-layer");
});

Deno.test("the table of rights in the docs is that of deno.json", async () => {
  const text = await Deno.readTextFile(join(ROOT, "docs/rights.md"));
  for (const [task, { command }] of Object.entries(TASKS)) {
    if (!command.includes("packages/cli/main.ts")) continue;
    assertStringIncludes(command, " --frozen ", task);
    assert(!/ -A\b|--allow-all/.test(command), task);
    const rights = rightsOf(task).filter((right) => right.startsWith("--allow-"))
      .map((right) => `\`${right.slice(8).replace(Deno.execPath(), "deno").replace("=", ": ")}\``);
    const row = text.split("\n").find((line) => line.startsWith(`| ${task} `)) ?? "";
    const told = row.split("|").slice(2, -1).map((cell) => cell.trim()).filter((cell) =>
      cell !== ""
    );
    assertEquals(told[0], rights.length === 0 ? "none" : rights.join("; "), task);
  }
});
