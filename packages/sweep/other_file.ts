/**
 * Whether an output folder belongs to another experiment file of the same name: the folder is named
 * by the slug only, so the second would replace the first.
 *
 * @module
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { EXPERIMENT_FILES, parseExperimentRecord } from "@samebit/runlog";
import { experimentFolder, readText, shownPath, unlessMissing, usingFolder } from "@samebit/store";

/**
 * Refuses an experiment file if the folder of its slug holds another file's experiment. A file that
 * no longer exists, such as one that was moved, has no claim to the folder, and neither has a file
 * with the same bytes, as in a copied project.
 *
 * @param out The output folder.
 * @param slug The experiment's slug.
 * @param file The path of its file.
 * @throws {BadInput} There is another; both paths are named.
 */
export async function refuseOtherFile(out: string, slug: string, file: string): Promise<void> {
  const folder = experimentFolder(out, slug);
  const other = await usingFolder(
    folder,
    () => recordedFile(join(folder, EXPERIMENT_FILES.record), slug),
  );
  if (other === undefined) return;
  const own = await unlessMissing(Deno.realPath(file));
  const recorded = await unlessMissing(Deno.realPath(other));
  if (own === undefined || recorded === undefined || recorded === own) return;
  if (await readText(own) === await readText(recorded)) return;
  throw new BadInput(
    file,
    `has the name of another experiment, ${other}, whose runs and page are in ${
      shownPath(folder)
    }; ` +
      "rename one of the files, or choose another folder with --out",
  );
}

/** The experiment file that a record names; undefined if there is no record, or a damaged one. */
async function recordedFile(path: string, slug: string): Promise<string | undefined> {
  try {
    const text = await readText(path);
    if (text === undefined) return undefined;
    return parseExperimentRecord(text, path).file ?? `experiments/${slug}.ts`;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
