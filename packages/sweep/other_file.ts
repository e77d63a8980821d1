/**
 * Whether an output folder belongs to another experiment file of the same name: the folder is called
 * by the slug alone, and the second would take the place of the first there.
 *
 * @module
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { EXPERIMENT_FILES, parseExperimentRecord } from "@samebit/runlog";
import { experimentFolder, readText, shownPath, unlessMissing, usingFolder } from "@samebit/store";

/**
 * Refuses an experiment file where the folder of its slug holds another file's experiment. A file
 * that is not there any more, as one that was moved, has no claim to the folder; nor has a copy, byte
 * for byte, as in a copied project.
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
      "rename one of the files, or choose another folder by --out",
  );
}

/** The experiment file that a record names; undefined where there is no record, or a damaged one. */
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
