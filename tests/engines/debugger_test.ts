/**
 * No signal that is in use opens a debugger. Those of Slurm's tasks are in slurm_test.ts.
 */
import { assertEquals } from "@std/assert";
import { createWorkplace, filesBelow, ROOT } from "../command_line.ts";
import { childrenOf, notOnLinux, processesNaming, until, workersOf } from "../faults/processes.ts";
import { longSweep } from "../faults/sweep.ts";
import { addressOf, end } from "../watching.ts";
import { assertNoDebugger } from "./debugger.ts";
import { startNatsServer } from "./nats_server.ts";
import { isLeftOut } from "./programs.ts";

if (notOnLinux !== undefined) console.log(`debugger_test: left out, ${notOnLinux}`);
const ignore = notOnLinux !== undefined;
const ignoreNats = ignore || isLeftOut("debugger_test, NATS", "nats-server");

/** Signals by which Deno, Node or V8 do something of their own. */
const FORBIDDEN = /\b(SIG)?USR1\b/;

/** Whether a run has begun: before that, a signal ends a process that does not listen yet. */
async function hasSteps(folder: string): Promise<boolean> {
  const names = await filesBelow(`${folder}/out`).catch(() => []);
  return names.some((name) => name.endsWith("steps.csv"));
}

Deno.test("no program listens for the signal that opens Deno's debugger, or asks for it", async () => {
  const naming: string[] = [];
  const look = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = `${folder}/${name}`;
      if (isDirectory) await look(path);
      else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) {
        const lines = (await Deno.readTextFile(path)).split("\n");
        if (
          lines.some((line) =>
            /SignalListener|"signal"|\bkill\(/.test(line) && FORBIDDEN.test(line)
          )
        ) {
          naming.push(path);
        }
      }
    }
  };
  for (const folder of ["packages", "tools"]) await look(ROOT + folder);
  assertEquals(naming, []);
});

Deno.test({
  name: "experiment and its worker processes open no debugger at any signal that they know",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await place.write("experiments/sweep.ts", longSweep(5000));
    const command = place.start("experiment", "sweep", "--workers", "1", "--out", "out");
    try {
      await until("steps", () => hasSteps(place.path));
      const [worker] = workersOf(command.pid);
      for (const signal of ["SIGINT", "SIGTERM"] as const) await assertNoDebugger(worker!, signal);
      await assertNoDebugger(command.pid, "SIGINT");
    } finally {
      await end(command);
    }
  },
});

Deno.test({
  name: "watch opens no debugger at Ctrl-C",
  ignore,
  async fn() {
    await using place = await createWorkplace();
    await Deno.mkdir(`${place.path}/out`);
    const command = place.start("watch", "--port", "0", "--out", "out");
    try {
      await addressOf(command);
      await assertNoDebugger(command.pid, "SIGINT");
    } finally {
      await end(command);
    }
  },
});

Deno.test({
  name: "experiment and worker, and what speaks to NATS for them, open no debugger at any signal",
  ignore: ignoreNats,
  async fn() {
    await using place = await createWorkplace();
    await using server = await startNatsServer(place.path);
    await place.write("experiments/sweep.ts", longSweep(5000));
    const engine = ["--engine", server.address];
    const worker = place.start("worker", ...engine, "--workers", "1");
    const command = place.start("experiment", "sweep", ...engine, "--out", "out");
    try {
      const trainsFor = () => childrenOf(childrenOf(worker.pid)[0] ?? 0);
      await until("steps", () => hasSteps(place.path));
      const [speaker, coordinator] = [childrenOf(worker.pid)[0]!, childrenOf(command.pid)[0]!];
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        for (const pid of [trainsFor()[0]!, speaker]) await assertNoDebugger(pid, signal);
      }
      await assertNoDebugger(coordinator, "SIGINT");
      await assertNoDebugger(worker.pid, "SIGTERM");
      await assertNoDebugger(command.pid, "SIGINT");
    } finally {
      await Promise.all([end(worker), end(command)]);
      await until(
        "their processes' end",
        () => processesNaming("run_worker.ts", place.path).length === 0,
      );
    }
  },
});
