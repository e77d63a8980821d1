import { assertEquals, assertRejects } from "@std/assert";
import { BadInput } from "@samebit/input";
import { createScheduler, isAlive, type Outcome } from "./controller.ts";

/** A scheduler whose programs answer as they are told, and the command lines that it gave. */
function schedulerOf(answer: (line: string) => Partial<Outcome>) {
  const lines: string[] = [];
  const scheduler = createScheduler((program, args) => {
    const line = [program, ...args].join(" ");
    lines.push(line);
    return Promise.resolve({ success: true, out: "", complaint: "", ...answer(line) });
  });
  return { scheduler, lines };
}

Deno.test("submitArray gives the array's number, also where a cluster's name follows it", async () => {
  const { scheduler, lines } = schedulerOf(() => ({ out: "17;alps\n" }));
  assertEquals(await scheduler.submitArray("array.sh", 3, "log-%a.txt"), "17");
  assertEquals(lines, ["sbatch --parsable --array=0-2 --output=log-%a.txt array.sh"]);
});

Deno.test("submitArray refuses with what Slurm said", async () => {
  const { scheduler } = schedulerOf(() => ({ success: false, complaint: "no such partition\n" }));
  await assertRejects(
    () => scheduler.submitArray("array.sh", 1, "log"),
    BadInput,
    "slurm refuses the array: no such partition",
  );
});

Deno.test("largestArray reads the configuration, and takes Slurm's own default if it is not set", async () => {
  const config = "Configuration data\nMaxArraySize            = 40\nMaxJobCount = 10000\n";
  assertEquals(await schedulerOf(() => ({ out: config })).scheduler.largestArray(), 40);
  assertEquals(await schedulerOf(() => ({ out: "" })).scheduler.largestArray(), 1001);
});

Deno.test("taskStates asks for one array at a time and passes over those that Slurm has forgotten", async () => {
  const { scheduler, lines } = schedulerOf((line) =>
    line.endsWith("17")
      ? { out: "17_0 RUNNING\n17_1 PENDING\n" }
      : { success: false, complaint: "slurm_load_jobs error: Invalid job id specified" }
  );
  const states = await scheduler.taskStates(["16", "17"]);
  assertEquals([...states!], [["17_0", "RUNNING"], ["17_1", "PENDING"]]);
  assertEquals(lines.length, 2);
});

Deno.test("taskStates is undefined if Slurm does not answer", async () => {
  const { scheduler } = schedulerOf(() => ({ success: false, complaint: "Unable to contact" }));
  assertEquals(await scheduler.taskStates(["17"]), undefined);
});

Deno.test("endTasks ends those that wait and signals those that run, 500 in a command", async () => {
  const { scheduler, lines } = schedulerOf(() => ({}));
  await scheduler.endTasks(Array.from({ length: 501 }, (_, index) => ({ array: "17", index })));
  assertEquals(lines.map((line) => line.split(" ").length), [503, 504, 4, 5]);
  assertEquals(lines.slice(2), [
    "scancel --quiet --state=PENDING 17_500",
    "scancel --quiet --batch --signal=TERM 17_500",
  ]);
});

Deno.test("isAlive takes a task that is completing for one that may still do something", () => {
  const states = ["COMPLETING", "REQUEUED", "COMPLETED", "FAILED", "TIMEOUT", undefined];
  assertEquals(states.map(isAlive), [true, true, false, false, false, false]);
});
