/**
 * The gate, `deno task ok`: everything that must hold before a change goes in, cheapest first. It
 * prints a line for each step and stops at the first that fails, with that step's whole output.
 *
 *     deno run -A tools/ok.ts
 */
import { fileURLToPath } from "node:url";
import { readExports } from "./package_exports.ts";

/** A step of the gate: arguments of `deno`, to be run in the root of the repository. */
interface Step {
  name: string;
  args: string[];
}

/** What a step gave. */
interface Outcome {
  ok: boolean;
  output: string;
  seconds: number;
}

const root = new URL("../", import.meta.url);

/** The folders that hold source; those that are not there yet are passed over. */
const sourceFolders = ["packages", "tools", "tests", "experiments", "exercises", "examples"];

/** Classic scripts of report pages: checked by their JSDoc types, with the library of browsers. */
const pageScripts = ["page", "live"].map((name) => `packages/pages/page/${name}.js`);

/** Returns the steps of the gate for the files that are there, cheapest first. */
export async function listSteps(root: URL): Promise<Step[]> {
  const packages = await listNames(root, "packages");
  const modules: string[] = [];
  for (const name of packages) {
    const paths = Object.values(await readExports(fileURLToPath(root), name));
    modules.push(...paths.map((path) => path.replace(/^\./, `packages/${name}`)));
  }
  const folders = [];
  for (const folder of sourceFolders) {
    if ((await listNames(root, folder)).some((name) => !name.startsWith("."))) folders.push(folder);
  }
  const script = (name: string) => ["run", "-A", `tools/${name}`];
  return [
    { name: "format", args: ["fmt", "--check"] },
    { name: "order of imports", args: script("check_imports.ts") },
    { name: "names", args: script("check_names.ts") },
    { name: "packages", args: script("check_packages.ts") },
    { name: "shape of the tree", args: script("check_tree.ts") },
    { name: "lint", args: ["lint"] },
    { name: "types", args: ["check", "--frozen", ...folders] },
    {
      name: "types in browsers",
      args: ["check", "--config", "tools/browser.json", ...pageScripts],
    },
    { name: "docs", args: ["doc", "--lint", ...modules] },
    { name: "publish", args: ["publish", "--dry-run", "--allow-dirty", "--no-check"] },
    { name: "generated files", args: [...script("generate.ts"), "--check"] },
    { name: "tests", args: ["task", "test"] },
  ];
}

/** Runs the steps until one fails; returns whether all passed. */
export async function runSteps(
  steps: readonly Step[],
  run: (step: Step) => Promise<Outcome>,
  print: (line: string) => void,
): Promise<boolean> {
  for (const step of steps) {
    const { ok, output, seconds } = await run(step);
    const detail = ok ? testSummary(output) : "";
    print(
      `${ok ? "ok    " : "FAILED"} ${step.name.padEnd(20)} ${
        seconds.toFixed(1).padStart(6)
      } s${detail}`,
    );
    if (ok) continue;
    print(
      `\n${output.trimEnd()}\n\nThe gate failed at: ${step.name} (deno ${step.args.join(" ")})`,
    );
    return false;
  }
  return true;
}

/** The numbers of `deno test`'s last line, where the step ran tests. */
function testSummary(output: string): string {
  const summary = output.match(/^ok \| \d+ passed.*$/gm)?.at(-1);
  return summary === undefined ? "" : `  ${summary.replace(/ \([^()]*\)$/, "")}`;
}

async function runDeno(step: Step): Promise<Outcome> {
  const start = performance.now();
  const command = new Deno.Command(Deno.execPath(), {
    args: step.args,
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  const { success, stdout, stderr } = await command.output();
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { ok: success, output, seconds: (performance.now() - start) / 1000 };
}

async function listNames(root: URL, folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(new URL(folder, root)))).map(({ name }) => name)
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

if (import.meta.main) {
  const passed = await runSteps(await listSteps(root), runDeno, console.log);
  Deno.exitCode = passed ? 0 : 1;
}
