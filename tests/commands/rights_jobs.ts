/**
 * The main job of each task, and why one cannot be done here or does not show a right to be needed.
 * Not for anything but tests.
 */
import { parquetWriteBuffer } from "hyparquet-writer";
import { serveFiles } from "../../packages/downloads/testing_server.ts";
import { hasCompiler } from "../../packages/tensors/native/test_library.ts";
import { hasGit, type Outcome, outcomeOf, type Workplace } from "../command_line.ts";
import { startNatsServer } from "../engines/nats_server.ts";
import { isLeftOut } from "../engines/programs.ts";

/** A folder with `small`, its lock, its runs and its page; native kernels are in `home`. */
export interface Place extends Workplace {
  /** Starts a command with the rights that are tried. */
  try(...args: string[]): Deno.ChildProcess;
}

/** What a task is for. */
export interface Job {
  /** Does it. */
  readonly does: (place: Place) => Promise<Outcome>;
  /** The status of a job that is done; 0 if left out. */
  readonly status?: number;
  /** What a job that is done has said. */
  readonly says: RegExp;
}

/** Why a task is not tried, or a right of a task not taken away. */
export interface Exception {
  readonly task: string;
  readonly right?: string;
  readonly reason: string;
}

const onWindows = Deno.build.os === "windows";
const compiler = await hasCompiler();
const git = await hasGit();
const withoutNats = isLeftOut("rights_test, worker", "nats-server");

/** The job of each task. */
export const JOBS: Readonly<Record<string, Job>> = {
  "bench": {
    does: command(
      ...["bench", "--steps", "d", "--backend", compiler ? "native" : "wasm", "--pairs", "1"],
      ...["--peers", ".", "--json", "times.json"],
    ),
    says: /Ratios are medians of 1 pairs/,
  },
  "native": {
    async does(place) {
      await Deno.remove(`${place.path}/home`, { recursive: true });
      return await command("native")(place);
    },
    says: /^Built .*\nIt gives the same bits as the reference/,
  },
  "experiment": {
    does: command("experiment", "small", "--out", "others", "--workers", "1", "--seeds", "1"),
    says: /Report: others\/small\/index\.html/,
  },
  "verify": {
    does: command("verify", "small", "--workers", "1", "--sample", "1"),
    says: /1 run the same, bit for bit/,
  },
  "check": {
    does: command("check", ".", "--workers", "1", "--sample", "1"),
    says: /^experiments.small\.ts +1 +same +before the results$/m,
  },
  "worker": { does: executeRunsForOthers, status: 130, says: /^[0-9a-f]{8} finished$/m },
  "data": { does: convertAndFetch, status: 1, says: /that of the official train-images/ },
  // Windows has no signal that it could take as the wish to end.
  "watch": { does: follow, status: onWindows ? 1 : 0, says: /<title>Small/ },
  "report": {
    async does(place) {
      // A page that would be the same is left as it is.
      await Deno.remove(`${place.path}/reports/small/index.html`);
      return await command("report", "small")(place);
    },
    says: /^Report: reports\/small\/index\.html$/m,
  },
  "diverge": {
    does: command("diverge", "small#sgd", "small#adam", "--page", "diverging.html"),
    status: 1,
    says: /^They diverge in step 1,/m,
  },
  "evaluate": {
    does: command("evaluate", "small/adam-seed1", "--predictions", "out.csv"),
    says: /the same bits as in run\.json/,
  },
  "confirmations": { does: command("confirmations", "x.zip", "."), says: /./ },
  "publish": {
    does: command("publish", "small", "--allow-dirty"),
    says: /^reports\/small-[0-9a-f]{8}\.zip: /,
  },
  "export": {
    does: command("export", "small/adam-seed1", "--folder", "model", "--onnx", "model.onnx"),
    says: /^model\nmodel\.onnx$/m,
  },
  "list": { does: command("list"), says: /^small +4 +4 /m },
  "init": { does: command("init", "mine"), says: /^Created mine\. / },
  "new": {
    async does(place) {
      await Deno.writeTextFile(`${place.path}/mine.csv`, "size,kind\n1,a\n2,b\n");
      return await command("new", "my-question", "--csv", "mine.csv")(place);
    },
    says: /^Wrote experiments\/my-question\.ts/m,
  },
  "help": { does: command("help"), says: /^ {2}experiment +Do the missing runs/m },
  "check-gradients": {
    async does(place) {
      const kind = new URL("../../examples/kinds/mish.ts", import.meta.url);
      await Deno.mkdir(`${place.path}/kinds`, { recursive: true });
      await Deno.writeTextFile(`${place.path}/kinds/mish.ts`, await Deno.readTextFile(kind));
      const samebit = { layers: { "own-mish": "./kinds/mish.ts" } };
      await Deno.writeTextFile(`${place.path}/deno.json`, JSON.stringify({ samebit }));
      return await command("check-gradients")(place);
    },
    says: /^own-mish on \[5\] .* ok$/m,
  },
};

/** What cannot be shown here. */
export const EXCEPTIONS: readonly Exception[] = [
  ...["sbatch", "scontrol", "squeue", "scancel"].map((right) => ({
    task: "experiment",
    right,
    reason: "only Slurm's engine runs it: tests/engines/slurm_test.ts takes it away",
  })),
  ...["experiment", "report"].flatMap((task) =>
    ["xdg-open", "open", "explorer"].map((right) => ({
      task,
      right,
      reason: "only --open runs it, one on each system: tests/commands/open_test.ts takes it away",
    }))
  ),
  ...["experiment", "verify", "check", "native", "worker"].flatMap((task) => [
    ...(onWindows
      ? ["HOME", "XDG_CACHE_HOME", "uid"].map((right) => ({
        task,
        right,
        reason: "Windows has none that is asked for",
      }))
      : [{ task, right: "LOCALAPPDATA", reason: "only Windows is asked for it" }]),
    ...(compiler || onWindows
      ? []
      : [{ task, right: "uid", reason: "only where native kernels are built is it asked for" }]),
  ]),
  ...(git ? [] : ["experiment", "verify", "check", "worker"].map((task) => ({
    task,
    right: "git",
    reason: "there is no git, which is noticed before the right is asked for",
  }))),
  ...(git ? [] : [{ task: "publish", reason: "there is no git, which has the source" }]),
  {
    task: "verify",
    right: "ssh-keygen",
    reason: "only --attest runs it: tests/archives/confirmations_test.ts takes it away",
  },
  {
    task: "confirmations",
    reason: "it wants a signed archive: tests/archives/confirmations_test.ts does its job",
  },
  ...(compiler ? [] : [
    { task: "native", reason: "there is no C compiler" },
    { task: "bench", right: "cpus", reason: "only native kernels ask for it" },
    { task: "bench", right: "uid", reason: "only native kernels ask for it" },
  ]),
  ...(withoutNats ? [{ task: "worker", reason: "there is no nats-server" }] : []),
];

function command(...args: string[]): Job["does"] {
  return async (place) => outcomeOf(await place.try(...args).output());
}

/** A worker makes the runs of a command, and is told to end. */
async function executeRunsForOthers(place: Place): Promise<Outcome> {
  await using server = await startNatsServer(place.path);
  const flags = ["--engine", server.address];
  return await whileServing(
    place.try("worker", ...flags, "--workers", "1"),
    "SIGTERM",
    async () => {
      const args = ["experiment", "small", ...flags, "--out", "remote", "--seeds", "1"];
      return (await place.run(...args)).complaints;
    },
  );
}

/** A page is asked for, and the server told to end. */
async function follow(place: Place): Promise<Outcome> {
  const process = place.try("watch", "small", "--port", "0");
  return await whileServing(process, onWindows ? "SIGKILL" : "SIGINT", async (line) => {
    const [address] = /^http:\S+/.exec(line) ?? [""];
    return await (await fetch(address)).text();
  });
}

/** A table is converted, which wants the sandbox, and files are fetched. */
async function convertAndFetch(place: Place): Promise<Outcome> {
  const columnData = [{ name: "size", data: [1, 2], type: "INT32" as const }];
  const table = new Uint8Array(parquetWriteBuffer({ columnData }));
  await Deno.writeFile(`${place.path}/mine.parquet`, table);
  await Deno.remove(`${place.path}/mine.csv`).catch(() => {});
  const made = await command("data", "mine.parquet")(place);
  return made.status === 0 ? await fetchWrongFile(place) : made;
}

/** The official files cannot be in a test: one of their length is fetched, and found to be another. */
async function fetchWrongFile(place: Place): Promise<Outcome> {
  const file = { "/train-images-idx3-ubyte.gz": new Uint8Array(9_912_422) };
  await using server = serveFiles({ files: file });
  return await command("data", "mnist", "--from", server.address)(place);
}

/** What a process did that was used once it had said a line, and then told to end. */
async function whileServing(
  process: Deno.ChildProcess,
  signal: Deno.Signal,
  use: (line: string) => Promise<string>,
): Promise<Outcome> {
  const decoder = new TextDecoder();
  let line = "";
  for await (const chunk of process.stdout.values({ preventCancel: true })) {
    line += decoder.decode(chunk, { stream: true });
    if (line.includes("\n")) break;
  }
  const learnt = line.includes("\n") ? await use(line) : "";
  if (line.includes("\n")) process.kill(signal);
  const { status, out, complaints } = outcomeOf(await process.output());
  return { status, out: line + out + learnt, complaints };
}
