/**
 * `deno task new SLUG`: a new experiment file, from a template that runs as it stands or from another
 * experiment.
 *
 * @module
 */
import { experimentOn, lookAtTable, printTable } from "@samebit/console";
import { faultOfSlug, isDeviceName, isSlug } from "@samebit/experiment";
import { BadInput } from "@samebit/input";
import { DATA_DIR, dataDirOf, experimentFile, EXPERIMENTS } from "@samebit/options";
import { LIMITS, readGiven } from "@samebit/store";
import { type Command, STATUS } from "@samebit/terminal";
import { copyOf, template, titleOf, TO_CHANGE } from "../experiment_template.ts";

/** Writes a new experiment file. */
export const newExperiment: Command = {
  usage: {
    name: "new",
    operands: "SLUG",
    most: 1,
    about:
      "Write a new experiment file, experiments/SLUG.ts, from a template or another experiment",
    flags: {
      from: {
        value: "SLUG",
        about: "an experiment, here in experiments/, to begin with a copy of",
      },
      csv: { value: "FILE.csv", about: "a table of your own that the experiment is to be on" },
      "data-dir": DATA_DIR,
    },
    example: "my-question",
  },
  async run(given, terminal) {
    const { operands: [slug], values: { csv, from } } = given;
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
    if (csv !== undefined && from !== undefined) {
      throw new BadInput("--from", "cannot go with --csv; an experiment begins with one of them");
    }
    const path = `${EXPERIMENTS}/${slug}.ts`;
    const dataDir = dataDirOf(given);
    const table = csv === undefined ? undefined : await lookAtTable(csv, dataDir);
    const source = from === undefined ? undefined : await sourceOf(from);
    const text = source !== undefined
      ? copyOf(source.file, source.text)
      : table === undefined
      ? template(slug)
      : experimentOn(titleOf(slug), table);
    await Deno.mkdir(EXPERIMENTS, { recursive: true });
    try {
      await Deno.writeTextFile(path, text, { createNew: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      throw new BadInput(path, "already exists; choose another slug");
    }
    if (table !== undefined) printTable(table, dataDir, terminal);
    if (source !== undefined) {
      terminal.print(
        `Wrote ${path}, a copy of ${source.file}. Change ${TO_CHANGE}; what is as it was ` +
          `gives the same runs. Then run: deno task experiment ${path}`,
      );
      return STATUS.done;
    }
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

/** The experiment to begin with a copy of. */
async function sourceOf(slug: string): Promise<{ readonly file: string; readonly text: string }> {
  if (!isSlug(slug)) {
    throw new BadInput(
      "--from",
      `wants the slug of an experiment in ${EXPERIMENTS}/, such as momentum`,
    );
  }
  const file = await experimentFile(slug);
  const text = new TextDecoder().decode(await readGiven(file, LIMITS.record));
  return { file, text };
}
