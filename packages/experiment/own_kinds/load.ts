/**
 * The code of a folder's own kinds, loaded where a run is done: in a worker process, once its
 * sources have the hash that the plan states.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { type OwnDataset, ownDatasetLoader } from "@samebit/datasets";
import { BadInput, type Fields } from "@samebit/input";
import { type OwnLayer, ownLayerKind } from "@samebit/layers";
import type { LossKind } from "@samebit/losses";
import type { OptimizerKind } from "@samebit/optimizers";
import type { OwnCode, Plan } from "@samebit/solver";
import { requireFamily } from "./families.ts";
import { formOf, requireKindForm } from "./kind_form.ts";
import { type OwnFile, readOwnFiles } from "./manifest.ts";
import { hashOfSources, readSources } from "./sources.ts";

/**
 * Loads the own kinds that a plan uses.
 *
 * @param folder The folder of `deno.json`.
 * @throws {BadInput} The folder does not have such a kind, or has it with other sources, or its file
 *   cannot be loaded.
 */
export async function loadOwnKinds(
  folder: string,
  { kinds }: Pick<Plan, "kinds">,
): Promise<OwnCode> {
  const code: {
    readonly [Name in keyof OwnCode]: Record<string, OwnCode[Name][string]>;
  } = { optimizers: {}, layers: {}, losses: {}, datasets: {} };
  for (const [name, { family, path }] of await ownFilesOf(folder, { kinds })) {
    const { default: exported } = await import(pathToFileURL(path).href) as { default?: unknown };
    const kind = requireKindForm(exported, family);
    requireFamily(family, kind.fields, formOf(kind));
    if (family === "optimizers") code.optimizers[name] = kind as OptimizerKind<Fields>;
    if (family === "losses") code.losses[name] = kind as unknown as LossKind<Fields>;
    if (family === "layers") code.layers[name] = ownLayerKind(name, kind as OwnLayer<Fields>);
    if (family === "datasets") {
      code.datasets[name] = ownDatasetLoader(name, kind as OwnDataset<Fields>);
    }
  }
  return code;
}

/**
 * The places of a plan's kinds, each with the sources that the plan states; their code is not run.
 */
export async function ownFilesOf(
  folder: string,
  { kinds }: Pick<Plan, "kinds">,
): Promise<[name: string, OwnFile][]> {
  const files = Object.keys(kinds).length === 0 ? undefined : await readOwnFiles(folder);
  return await Promise.all(
    Object.entries(kinds).map(async ([name, wanted]): Promise<[string, OwnFile]> => {
      const file = files?.get(name);
      if (file === undefined) {
        throw new BadInput(
          name,
          `is a kind of the folder that planned the run, and ${folder} has none; list it in its ` +
            `deno.json, with the sources ${wanted.slice(0, 12)}`,
        );
      }
      const found = hashOfSources(await readSources(file.path));
      if (found === wanted) return [name, file];
      throw new BadInput(
        name,
        `has other sources in ${file.path}: ${found.slice(0, 12)}; the plan needs ` +
          wanted.slice(0, 12),
      );
    }),
  );
}
