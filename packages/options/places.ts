/**
 * Where things are unless a flag says otherwise, relative to the root of the repository, where
 * every task runs; and the errors about places that cannot be used.
 *
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { isSlug } from "@samebit/experiment";
import { refuseKept } from "@samebit/sandbox";
import { BadInput, nearest } from "@samebit/input";
import { exists, rootOf } from "@samebit/store";
import type { Flag, Given } from "@samebit/terminal";

/** The folder of experiment files. */
export const EXPERIMENTS = "experiments";

/** The experiment to run if none is named. */
export const DEFAULT_EXPERIMENT = `${EXPERIMENTS}/update-rules.ts`;

/** The folder for runs and pages. */
export const OUT: Flag = {
  value: "DIR",
  about: "the folder for runs and pages",
  otherwise: "reports",
};

/** The folder of data files. */
export const DATA_DIR: Flag = {
  value: "DIR",
  about: "the folder with the data files",
  otherwise: "data",
};

/** The output folder that was given, or `reports`; links on the way to it are resolved. */
export function outOf(given: Given): string {
  return rootOf(given.values["out"] ?? "reports");
}

/** The data folder that was given, or `data`. */
export function dataDirOf(given: Given): string {
  return given.values["data-dir"] ?? "data";
}

/** The folder whose own kinds runs may use: that of the `deno.json` that defines this task. */
export function kindsDir(): string {
  return Deno.cwd();
}

/**
 * Makes sure that no given path is where Deno lets no command read or write, such as in shared
 * memory.
 *
 * @throws {BadInput} One is, or this program or the current folder is.
 */
export async function refusePlaces({ operands, values }: Given): Promise<void> {
  await refuseKept("this checkout", fileURLToPath(new URL("../../", import.meta.url)));
  await refuseKept("the current folder", Deno.cwd());
  for (const [flag, value] of Object.entries(values)) await refuseKept(`--${flag}`, value);
  for (const operand of operands) await refuseKept(operand, operand);
}

/** All experiment files, sorted; none if their folder does not exist. */
export async function experimentFiles(): Promise<string[]> {
  if (!await exists(EXPERIMENTS)) return [];
  const entries = await Array.fromAsync(Deno.readDir(EXPERIMENTS));
  return entries
    .filter(({ isFile, isSymlink, name }) => (isFile || isSymlink) && name.endsWith(".ts"))
    .map(({ name }) => `${EXPERIMENTS}/${name}`)
    .sort();
}

/**
 * The file that an operand names: a path, or the slug of a file in `experiments/`.
 *
 * @throws {BadInput} There is no such file; the message suggests the nearest name.
 */
export async function experimentFile(operand: string): Promise<string> {
  const file = isSlug(operand) ? `${EXPERIMENTS}/${operand}.ts` : operand;
  if (await exists(file)) return file;
  const files = await experimentFiles();
  // A dangling link: reading it reports that.
  if (files.includes(file)) return file;
  const slugs = files.map((known) => basename(known, ".ts"));
  const hint = nearest(basename(operand, ".ts"), slugs);
  throw new BadInput(
    file,
    hint === undefined
      ? "there is no such file; deno task list lists those that exist"
      : `there is no such file, did you mean ${EXPERIMENTS}/${hint}.ts?`,
  );
}

/**
 * Makes sure that an output folder can be read.
 *
 * @throws {BadInput} It is a file, or cannot be reached.
 */
export async function requireReadable(out: string): Promise<void> {
  await blameOut(out, "use", async () => {
    if (await exists(out)) await Deno.readDir(out)[Symbol.asyncIterator]().next();
  });
}

/**
 * Makes sure that an output folder exists and can be written.
 *
 * @throws {BadInput} It cannot.
 */
export async function requireWritable(out: string): Promise<void> {
  await blameOut(out, "write in", async () => {
    await Deno.mkdir(out, { recursive: true });
    await Deno.remove(await Deno.makeTempDir({ dir: out, prefix: ".writable-" }));
  });
}

async function blameOut(out: string, verb: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput("--out", `cannot ${verb} ${out}: ${reason}`);
  }
}
