/**
 * The sources of the author's own kinds that an archive's runs use, laid out as in a project
 * folder, with the `deno.json` that lists them, so that each kind is found by its name once the
 * archive is unpacked.
 */
import { basename } from "node:path";
import { ownFilesOf, readSources } from "@samebit/experiment";
import type { Plan } from "@samebit/solver";

/** The name of the list, the same as in a project folder. */
const MANIFEST = "deno.json";

/**
 * The files, by their paths in the archive; none if no run uses an own kind.
 *
 * @param kindsDir The folder that holds the own kinds.
 * @throws {BadInput} A kind is missing, or its sources are not those of the runs.
 */
export async function ownKindFiles(
  kindsDir: string,
  plans: readonly Pick<Plan, "kinds">[],
): Promise<Map<string, Uint8Array>> {
  const kinds = Object.assign({}, ...plans.map((plan) => plan.kinds)) as Plan["kinds"];
  const files = new Map<string, Uint8Array>();
  const listed: Record<string, Record<string, string>> = {};
  for (const [name, { family, path }] of await ownFilesOf(kindsDir, { kinds })) {
    for (const source of await readSources(path)) {
      files.set(`kinds/${name}/${source.name}`, source.bytes);
    }
    (listed[family] ??= {})[name] = `./kinds/${name}/${basename(path)}`;
  }
  if (files.size === 0) return files;
  const manifest = JSON.stringify({ samebit: listed }, null, 2) + "\n";
  return files.set(MANIFEST, new TextEncoder().encode(manifest));
}
