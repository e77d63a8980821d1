/**
 * `deno task init FOLDER`: a folder outside of this checkout with an experiment of its own, in which
 * the tasks work as here.
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

/** The experiment that is in the folder at first. */
const FIRST = "my-question";

/** The guide to kinds of the folder's own, which stand in `samebit` of its `deno.json`. */
const GUIDE = fileURLToPath(new URL("docs/own-kinds.md", ROOT));

/** What stands before it. */
const POINTER =
  `// To use a rule, a layer or a loss of your own, list it under "samebit" in deno.json:\n// ${GUIDE}\n`;

/** Makes a folder for experiments. */
export const init: Command = {
  usage: {
    name: "init",
    operands: "FOLDER",
    most: 1,
    about: "Make a folder for your own experiments outside of this checkout: deno.json with the " +
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
      throw new BadInput(folder, "lies in this checkout; name a folder outside of it");
    }
    if (!makeNewFolder(place)) {
      throw new BadInput(folder, "already exists; name another folder");
    }
    const whole = { ...manifest, samebit: { optimizers: {}, layers: {}, losses: {} } };
    await replaceFile(join(place, "deno.json"), `${JSON.stringify(whole, null, 2)}\n`);
    makeNewFolder(join(place, EXPERIMENTS));
    const text = `${POINTER}${template(FIRST)}`;
    await replaceFile(join(place, EXPERIMENTS, `${FIRST}.ts`), text);
    terminal.print(`Made ${folder}. There: deno task experiment ${EXPERIMENTS}/${FIRST}.ts`);
    return STATUS.done;
  },
};

async function readManifest(url: URL): Promise<Manifest> {
  const bytes = await readGiven(fileURLToPath(url), LIMITS.record);
  return JSON.parse(new TextDecoder().decode(bytes));
}
