/**
 * Where things are unless a flag says otherwise, seen from the root of the repository, where every
 * task is run; and what is said of places that are not what they should be.
 *
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { isSlug, refuseKept } from "@samebit/experiment";
import { BadInput, nearest } from "@samebit/input";
import { exists, rootOf } from "@samebit/store";
import type { Flag, Given } from "@samebit/terminal";

/** Where experiment files stand. */
export const EXPERIMENTS = "experiments";

/** The experiment that is run when none is named. */
export const DEFAULT_EXPERIMENT = `${EXPERIMENTS}/update-rules.ts`;

/** Where runs and pages go. */
export const OUT: Flag = {
  value: "DIR",
  about: "the folder for runs and pages",
  otherwise: "reports",
};

/** Where the files of data sets lie. */
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

/** The folder whose own kinds runs may use: that of the `deno.json` whose task this is. */
export function kindsDir(): string {
  return Deno.cwd();
}

/**
 * Makes sure that nothing that was given lies where Deno lets no command read or write, such as in
 * shared memory.
 *
 * @throws {BadInput} It does, or this program or the current folder does.
 */
export async function refusePlaces({ operands, values }: Given): Promise<void> {
  await refuseKept("this checkout", fileURLToPath(new URL("../../", import.meta.url)));
  await refuseKept("the current folder", Deno.cwd());
  for (const [flag, value] of Object.entries(values)) await refuseKept(`--${flag}`, value);
  for (const operand of operands) await refuseKept(operand, operand);
}

/** The experiment files there are, sorted; none where there is no folder for them. */
export async function experimentFiles(): Promise<string[]> {
  if (!await exists(EXPERIMENTS)) return [];
  const entries = await Array.fromAsync(Deno.readDir(EXPERIMENTS));
  return entries
    .filter(({ isFile, isSymlink, name }) => (isFile || isSymlink) && name.endsWith(".ts"))
    .map(({ name }) => `${EXPERIMENTS}/${name}`)
    .sort();
}

/**
 * The file an operand names: a path, or the slug of a file in `experiments/`.
 *
 * @throws {BadInput} There is no such file; the message names the nearest there is.
 */
export async function experimentFile(operand: string): Promise<string> {
  const file = isSlug(operand) ? `${EXPERIMENTS}/${operand}.ts` : operand;
  if (await exists(file)) return file;
  const files = await experimentFiles();
  // A link that leads nowhere: whoever reads it says so.
  if (files.includes(file)) return file;
  const slugs = files.map((known) => basename(known, ".ts"));
  const hint = nearest(basename(operand, ".ts"), slugs);
  throw new BadInput(
    file,
    hint === undefined
      ? "there is no such file; deno task list shows what there is"
      : `there is no such file, did you mean ${EXPERIMENTS}/${hint}.ts?`,
  );
}

/**
 * Makes sure that an output folder can be read.
 *
 * @throws {BadInput} It is a file, or out of reach.
 */
export async function requireReadable(out: string): Promise<void> {
  await blameOut(out, "use", async () => {
    if (await exists(out)) await Deno.readDir(out)[Symbol.asyncIterator]().next();
  });
}

/**
 * Makes sure that an output folder is there and can be written.
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
