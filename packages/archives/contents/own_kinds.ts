/**
 * The sources of kinds of the author's own that an archive's runs use, laid as a folder has them, with
 * the `deno.json` that lists them: whoever unpacks the archive finds each kind by its name.
 */
import { basename } from "node:path";
import { ownFilesOf, readSources } from "@samebit/experiment";
import type { Plan } from "@samebit/solver";

/** The name of the list, where a folder has it too. */
const MANIFEST = "deno.json";

/**
 * The files, by their paths in the archive; none where no run uses such a kind.
 *
 * @param kindsDir The folder whose own kinds they are.
 * @throws {BadInput} A kind is not there, or its sources are not those of the runs.
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
