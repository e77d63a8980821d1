/**
 * `deno task data NAME`: fetches a data set and checks it, or says how to provide it by hand. `deno
 * task data FILE.csv` or `deno task data FOLDER`: describes a table or a folder of images of your
 * own. `deno task data FILE.parquet` makes a CSV file of it first.
 *
 * @module
 */
import { join } from "node:path";
import { lookAtImages, lookAtTable, printImages, printTable } from "@samebit/console";
import { DATASET_DEFAULTS, type DatasetConfig, loadDataset } from "@samebit/datasets";
import { createDownloadProgress, fetchData, type Recipe, RECIPES } from "@samebit/downloads";
import { BadInput, nearest } from "@samebit/input";
import { DATA_DIR, dataDirOf } from "@samebit/options";
import type { Dataset } from "@samebit/splits";
import { createDataFolder, exists } from "@samebit/store";
import { convertParquet } from "../convert_parquet.ts";
import { type Command, STATUS } from "@samebit/terminal";

/** Fetches a data set. */
export const data: Command = {
  usage: {
    name: "data",
    operands: `${RECIPES.map(({ name }) => name).join("|")}|FILE.csv|FILE.parquet|FOLDER`,
    most: 1,
    about: "Download a data set and check its files; or describe a table or a folder of images " +
      "of your own; a Parquet file becomes a CSV file first",
    flags: {
      "data-dir": DATA_DIR,
      "from": {
        value: "URL",
        about: "another place to download from; the files must still be the official ones",
        otherwise: "the official site",
      },
    },
    example: "cifar10",
  },
  async run(given, terminal) {
    const [name] = given.operands;
    if (name !== undefined && TABLE.test(name)) {
      const dataDir = dataDirOf(given);
      const table = PARQUET.test(name) ? await convertParquet(name, terminal) : name;
      printTable(await lookAtTable(table, dataDir), dataDir, terminal);
      return STATUS.done;
    }
    if (name !== undefined && !isRecipe(name) && await exists(name)) {
      const dataDir = dataDirOf(given);
      printImages(await lookAtImages(name, dataDir), dataDir, terminal);
      return STATUS.done;
    }
    const recipe = recipeOf(name);
    const from = addressOf(given.values["from"]);
    const dataDir = dataDirOf(given);
    const folder = join(dataDir, recipe.folder);
    const there = await loadIfWhole(recipe, dataDir);
    if (there !== undefined) {
      requireOfficial(there, folder);
      terminal.print(`${folder} already exists: ${describe(there)}`);
      return STATUS.done;
    }
    const progress = createDownloadProgress(terminal);
    try {
      await fetchData(recipe, {
        dataDir,
        ...(from !== undefined && { from }),
        tries: 5,
        pauseMs: 1000,
        stallMs: 60_000,
        onProgress: progress.show,
        onStage: progress.stage,
      });
    } finally {
      progress.end();
    }
    const fetched = await load(recipe, dataDir);
    requireOfficial(fetched, folder);
    terminal.print(`${folder} is ready: ${describe(fetched)}`);
    return STATUS.done;
  },
};

/** An operand that names a file instead of a data set. */
const TABLE = /\.(csv|tsv|txt|parquet)$/i;

/** A table that is converted before it is described. */
const PARQUET = /\.parquet$/i;

function isRecipe(name: string): boolean {
  return RECIPES.some((recipe) => recipe.name === name);
}

function recipeOf(name: string | undefined): Recipe {
  const recipe = RECIPES.find((recipe) => recipe.name === name);
  if (recipe !== undefined) return recipe;
  const names = RECIPES.map(({ name }) => name);
  if (name === undefined) throw new BadInput("NAME", `is missing; there are ${names.join(", ")}`);
  const hint = nearest(name, names);
  throw new BadInput(
    name,
    `is not a data set to fetch; ${
      hint === undefined ? `there are ${names.join(", ")}` : `did you mean ${hint}?`
    }`,
  );
}

function addressOf(from: string | undefined): string | undefined {
  if (from === undefined) return undefined;
  const { protocol } = URL.parse(from) ?? {};
  if (protocol === "http:" || protocol === "https:") return from;
  throw new BadInput("--from", `cannot be ${from}; wanted an address that begins with https://`);
}

function load(recipe: Recipe, dataDir: string): Promise<Dataset> {
  const kind = recipe.name;
  const config = { kind, ...DATASET_DEFAULTS[kind] } as DatasetConfig;
  return loadDataset(config, createDataFolder(dataDir));
}

async function loadIfWhole(recipe: Recipe, dataDir: string): Promise<Dataset | undefined> {
  if (!await exists(join(dataDir, recipe.folder))) return undefined;
  try {
    return await load(recipe, dataDir);
  } catch {
    // Missing or damaged files are reported when they would be replaced.
    return undefined;
  }
}

function requireOfficial({ warnings }: Dataset, folder: string): void {
  if (warnings.length === 0) return;
  throw new BadInput(
    folder,
    `already exists; ${warnings.join("; ")}; move it away to fetch the official files`,
  );
}

function describe({ train, validation, test, hash }: Dataset): string {
  const counts = [train, validation, test].map(({ count }) => count.toLocaleString("en"));
  return `the official files; by default ${counts[0]} images to train on, ${counts[1]} to ` +
    `validate, ${counts[2]} to test; content ${hash.slice(0, 8)}`;
}
