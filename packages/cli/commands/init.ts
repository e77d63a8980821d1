/**
 * `deno task init FOLDER`: makes a folder outside this checkout with one experiment, in which the
 * tasks work as they do here.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInput } from "@samebit/input";
import { EXPERIMENTS } from "@samebit/options";
import { LIMITS, makeNewFolder, readGiven, replaceFile, rootOf } from "@samebit/store";
import { type Command, STATUS } from "@samebit/terminal";
import { template } from "../experiment_template.ts";
import { type Manifest, manifestFor } from "../own_manifest.ts";

/** The root of this checkout. */
const ROOT = new URL("../../../", import.meta.url);

/** The first experiment in the folder. */
const FIRST = "my-question";

/** The guide to the folder's own kinds, which are listed under `samebit` in its `deno.json`. */
const GUIDE = fileURLToPath(new URL("docs/own-kinds.md", ROOT));

/** The comment in front of it. */
const POINTER =
  `// To use a rule, a layer or a loss of your own, list it under "samebit" in deno.json:\n// ${GUIDE}\n`;

/** Creates a folder for experiments. */
export const init: Command = {
  usage: {
    name: "init",
    operands: "FOLDER",
    most: 1,
    about: "Create a folder for your own experiments outside this checkout: a deno.json with the " +
      "tasks and the imports, and one experiment",
    flags: {},
    example: "../my-experiments",
  },
  async run({ operands: [folder] }, terminal) {
    if (folder === undefined) {
      throw new BadInput("FOLDER", "is missing; try deno task init ../my-experiments");
    }
    const manifest = await manifestFor(ROOT, readManifest);
    const place = resolve(rootOf(folder));
    if (place.startsWith(fileURLToPath(ROOT))) {
      throw new BadInput(folder, "is in this checkout; name a folder outside it");
    }
    if (!makeNewFolder(place)) {
      throw new BadInput(folder, "already exists; name another folder");
    }
    const whole = {
      ...manifest,
      samebit: { optimizers: {}, layers: {}, losses: {}, datasets: {} },
    };
    await replaceFile(join(place, "deno.json"), `${JSON.stringify(whole, null, 2)}\n`);
    makeNewFolder(join(place, EXPERIMENTS));
    const text = `${POINTER}${template(FIRST)}`;
    await replaceFile(join(place, EXPERIMENTS, `${FIRST}.ts`), text);
    terminal.print(`Created ${folder}. Run there: deno task experiment ${EXPERIMENTS}/${FIRST}.ts`);
    return STATUS.done;
  },
};

async function readManifest(url: URL): Promise<Manifest> {
  const bytes = await readGiven(fileURLToPath(url), LIMITS.record);
  return JSON.parse(new TextDecoder().decode(bytes));
}
