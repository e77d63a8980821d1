/**
 * The tests, `deno task test`: with no path, those of the packages, the tools, the contract and the
 * examples in the docs, after a line that says what is left to `.ci/run` because it takes minutes.
 *
 *     deno run -A tools/test.ts [PATH...] [OPTIONS OF deno test]
 */

/** A folder whose tests take minutes, with what it takes them for. */
interface LongTests {
  readonly folder: string;
  readonly why: string;
}

/** What a run of all tests leaves out; `.ci/run` has a part for each. */
export const LONG_TESTS: readonly LongTests[] = [
  {
    folder: "tests/archives",
    why: "archives verified by Node, Deno and Bun, their page opened in browsers",
  },
  { folder: "tests/browser", why: "pages in real browsers" },
  {
    folder: "tests/commands",
    why: "whole commands: results, refusals, rights; new kinds in a copy of the tree",
  },
  { folder: "tests/engines", why: "sweeps on real NATS servers and Slurm" },
  {
    folder: "tests/exports",
    why: "exported models in onnxruntime, PyTorch and NumPy",
  },
  { folder: "tests/faults", why: "processes killed, disks full" },
  { folder: "tests/tiers", why: "every compiler and interpreter of V8" },
];

/** Options of `deno test` whose value is an argument of its own. */
const OPTIONS_WITH_VALUE = ["--filter", "--reporter", "--junit-path"];

/** Returns whether some argument is a path and not an option, nor the value of one. */
export function namesPath(args: readonly string[]): boolean {
  return args.some((arg, i) =>
    !arg.startsWith("-") && !OPTIONS_WITH_VALUE.includes(args[i - 1] ?? "")
  );
}

/** Returns the arguments of `deno` for the tests that these arguments of the task ask for. */
export function argumentsOfDeno(args: readonly string[]): string[] {
  const left = namesPath(args) ? [] : [`--ignore=${LONG_TESTS.map((t) => t.folder).join(",")}`];
  return ["test", "--frozen", "--doc", "--parallel", "-A", ...left, ...args];
}

/** Returns what is to come, in words. */
export function announcement(args: readonly string[]): string {
  if (namesPath(args)) return "Checks types, then runs these tests.";
  return [
    "Checks types, then runs all tests and examples but the long ones: 2 to 3 minutes on two cores.",
    "Left out; .ci/run runs them, or `deno task test FOLDER`:",
    ...LONG_TESTS.map(({ folder, why }) => `  ${folder.padEnd(15)} ${why}`),
  ].join("\n");
}

if (import.meta.main) {
  console.log(announcement(Deno.args));
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: argumentsOfDeno(Deno.args),
    stdin: "null",
  }).spawn().status;
  Deno.exit(code);
}
