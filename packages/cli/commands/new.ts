/**
 * `deno task new SLUG`: a new experiment file from a template that runs as it stands.
 *
 * @module
 */
import { experimentOn, lookAtTable, printTable } from "@samebit/console";
import { faultOfSlug, isDeviceName, isSlug } from "@samebit/experiment";
import { BadInput } from "@samebit/input";
import { DATA_DIR, dataDirOf, EXPERIMENTS } from "@samebit/options";
import { type Command, STATUS } from "@samebit/terminal";
import { template, titleOf } from "../experiment_template.ts";

/** Writes a new experiment file. */
export const newExperiment: Command = {
  usage: {
    name: "new",
    operands: "SLUG",
    most: 1,
    about: "Write a new experiment file, experiments/SLUG.ts, from a template",
    flags: {
      csv: { value: "FILE.csv", about: "a table of your own that the experiment is to be on" },
      "data-dir": DATA_DIR,
    },
    example: "my-question",
  },
  async run(given, terminal) {
    const { operands: [slug], values: { csv } } = given;
    if (slug === undefined) throw new BadInput("SLUG", "is missing; try deno task new my-question");
    if (isDeviceName(slug)) {
      throw new BadInput(JSON.stringify(slug), `${faultOfSlug(slug)}; choose another slug`);
    }
    if (!isSlug(slug)) {
      throw new BadInput(
        JSON.stringify(slug),
        `is no slug; wanted lower-case words joined by hyphens, such as ${slugLike(slug)}`,
      );
    }
    const path = `${EXPERIMENTS}/${slug}.ts`;
    const dataDir = dataDirOf(given);
    const table = csv === undefined ? undefined : await lookAtTable(csv, dataDir);
    const text = table === undefined ? template(slug) : experimentOn(titleOf(slug), table);
    await Deno.mkdir(EXPERIMENTS, { recursive: true });
    try {
      await Deno.writeTextFile(path, text, { createNew: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      throw new BadInput(path, "is there already; choose another slug");
    }
    if (table !== undefined) printTable(table, dataDir, terminal);
    terminal.print(`Wrote ${path}. Edit it, then run: deno task experiment ${path}`);
    return STATUS.done;
  },
};

/** The slug that was probably meant. */
function slugLike(text: string): string {
  const words = text.toLowerCase().replace(/\.ts$/, "").match(/[a-z0-9]+/g) ?? [];
  const slug = words.join("-");
  return isSlug(slug) ? slug : "my-question";
}
