/**
 * A Slurm cluster of this one machine, with daemons of its own in a folder of its own. Not for
 * anything but tests.
 */
import { join } from "node:path";
import { until } from "../faults/processes.ts";

/** A cluster, known to Slurm's programs by `SLURM_CONF` until it is disposed of. */
export interface SlurmCluster extends AsyncDisposable {
  /** Ends the controller, which saves what it knows; tasks go on. */
  stopController(): Promise<void>;
  /** Starts it again. */
  startController(): Promise<void>;
  /** Runs one of Slurm's programs; returns what it says. */
  ask(program: string, ...args: string[]): Promise<string>;
}

/** How many tasks run at a time. */
const CORES = 2;

/**
 * Starts a cluster with the partitions `normal` and `urgent`, which takes its nodes away.
 *
 * @param folder Where it may write.
 * @param epilog What a node runs after each task, in shell.
 */
export async function startSlurmCluster(folder: string, epilog = ""): Promise<SlurmCluster> {
  const place = join(folder, "slurm");
  await Deno.mkdir(join(place, "state"), { recursive: true });
  await Deno.mkdir(join(place, "spool"));
  const [controllerPort, nodePort] = freePorts();
  const user = (await ask("id", "-un")).trim();
  const host = Deno.hostname();
  const munge = join(place, "munge");
  await Deno.writeTextFile(join(place, "epilog.sh"), `#!/bin/sh\n${epilog}\n`, { mode: 0o755 });
  await Deno.writeTextFile(
    join(place, "slurm.conf"),
    `
ClusterName=samebit
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${munge}.socket
StateSaveLocation=${join(place, "state")}
SlurmdSpoolDir=${join(place, "spool")}
SlurmctldPidFile=${join(place, "controller.pid")}
SlurmdPidFile=${join(place, "node.pid")}
SlurmctldLogFile=${join(place, "controller.log")}
SlurmdLogFile=${join(place, "node.log")}
Epilog=${join(place, "epilog.sh")}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
KillWait=10
MaxArraySize=3
SchedulerParameters=sched_min_interval=10000,bf_interval=1
NodeName=${host} NodeAddr=127.0.0.1 CPUs=${CORES} State=UNKNOWN
PartitionName=normal Nodes=ALL Default=YES State=UP PriorityTier=1
PartitionName=urgent Nodes=ALL State=UP PriorityTier=10
`,
  );
  // Named, it is not looked for: nodes also start where no control groups are mounted.
  await Deno.writeTextFile(join(place, "cgroup.conf"), "CgroupPlugin=cgroup/v1\n");
  const key = crypto.getRandomValues(new Uint8Array(1024));
  await Deno.writeFile(`${munge}.key`, key, { mode: 0o600 });
  const before = Deno.env.get("SLURM_CONF");
  Deno.env.set("SLURM_CONF", join(place, "slurm.conf"));
  const guard = start("munged", [
    "--foreground",
    "--force",
    ...["key", "socket", "pid", "log", "seed"].map((name) =>
      `--${
        {
          key: "key-file",
          socket: "socket",
          pid: "pid-file",
          log: "log-file",
          seed: "seed-file",
        }[name]
      }=${munge}.${name}`
    ),
  ]);
  await until("munged", () => exists(`${munge}.socket`));
  let controller = start("slurmctld", ["-D"]);
  await until("slurmctld", isUp);
  const node = start("slurmd", ["-D", "-N", host]);
  await until("slurmd", async () => /idle/.test(await ask("sinfo", "--noheader", "--format=%T")));
  return {
    ask,
    async stopController() {
      controller.kill("SIGTERM");
      await controller.status;
    },
    async startController() {
      controller = start("slurmctld", ["-D"]);
      await until("slurmctld", isUp);
    },
    async [Symbol.asyncDispose]() {
      await ask("scancel", "--user", user);
      await until("an empty queue", async () => await ask("squeue", "--noheader") === "");
      for (const daemon of [node, controller, guard]) {
        daemon.kill("SIGTERM");
        await daemon.status;
      }
      if (before === undefined) Deno.env.delete("SLURM_CONF");
      else Deno.env.set("SLURM_CONF", before);
    },
  };
}

async function ask(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
  return new TextDecoder().decode(stdout);
}

async function isUp(): Promise<boolean> {
  return (await ask("scontrol", "ping")).includes("is UP");
}

/** Root's programs are not in every user's path. */
function start(program: string, args: string[]): Deno.ChildProcess {
  const folders = [...Deno.env.get("PATH")!.split(":"), "/usr/sbin", "/sbin"];
  const path = folders.map((folder) => join(folder, program)).find(exists)!;
  return new Deno.Command(path, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn();
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function freePorts(): [number, number] {
  using one = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using two = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return [one.addr.port, two.addr.port];
}
