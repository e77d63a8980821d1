/**
 * `deno task new SLUG`: a new experiment file, from a template that runs unchanged, from another
 * experiment, or on a table or images of your own.
 *
 * @module
 */
import {
  experimentOn,
  experimentOnImages,
  lookAtImages,
  lookAtTable,
  printImages,
  printTable,
} from "@samebit/console";
import { faultOfSlug, isDeviceName, isSlug } from "@samebit/experiment";
import { BadInput } from "@samebit/input";
import { DATA_DIR, dataDirOf, experimentFile, EXPERIMENTS } from "@samebit/options";
import { LIMITS, readGiven } from "@samebit/store";
import { type Command, type Given, STATUS, type Terminal } from "@samebit/terminal";
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
        about: "the experiment in experiments/ to copy",
      },
      csv: { value: "FILE.csv", about: "a table of your own for the experiment" },
      images: { value: "FOLDER", about: "a folder of images for the experiment" },
      "data-dir": DATA_DIR,
    },
    example: "my-question",
  },
  async run(given, terminal) {
    const { operands: [slug], values } = given;
    if (slug === undefined) throw new BadInput("SLUG", "is missing; try deno task new my-question");
    if (isDeviceName(slug)) {
      throw new BadInput(JSON.stringify(slug), `${faultOfSlug(slug)}; choose another slug`);
    }
    if (!isSlug(slug)) {
      throw new BadInput(
        JSON.stringify(slug),
        `is not a slug; wanted lower-case words joined by hyphens, such as ${slugLike(slug)}`,
      );
    }
    const [begin, ...others] = BEGINNINGS.filter((flag) => values[flag] !== undefined);
    if (others.length > 0) {
      throw new BadInput(
        `--${begin}`,
        `cannot be combined with --${others[0]}; give one of them`,
      );
    }
    const path = `${EXPERIMENTS}/${slug}.ts`;
    const start = await startOf(slug, begin, given);
    await Deno.mkdir(EXPERIMENTS, { recursive: true });
    try {
      await Deno.writeTextFile(path, start.text, { createNew: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      throw new BadInput(path, "already exists; choose another slug");
    }
    start.show?.(terminal);
    terminal.print(`Wrote ${path}${start.then}, then run: deno task experiment ${path}`);
    return STATUS.done;
  },
};

/** The flags that say what an experiment begins with. */
const BEGINNINGS = ["from", "csv", "images"] as const;

/** What an experiment begins as. */
interface Start {
  readonly text: string;
  /** Says what it was made from. */
  readonly show?: (terminal: Terminal) => void;
  /** What to do with it, after its path. */
  readonly then: string;
}

async function startOf(
  slug: string,
  begin: typeof BEGINNINGS[number] | undefined,
  given: Given,
): Promise<Start> {
  if (begin === undefined) return { text: template(slug), then: EDIT };
  const [value, dataDir] = [given.values[begin]!, dataDirOf(given)];
  if (begin === "from") {
    const { file, text } = await sourceOf(value);
    const then = `, a copy of ${file}. Change ${TO_CHANGE}; unchanged settings give the same runs`;
    return { text: copyOf(file, text), then };
  }
  if (begin === "csv") {
    const table = await lookAtTable(value, dataDir);
    const show = (terminal: Terminal) => printTable(table, dataDir, terminal);
    return { text: experimentOn(titleOf(slug), table), show, then: EDIT };
  }
  const images = await lookAtImages(value, dataDir);
  const show = (terminal: Terminal) => printImages(images, dataDir, terminal);
  return { text: experimentOnImages(titleOf(slug), images), show, then: EDIT };
}

const EDIT = ". Edit it";

/** The slug that was probably meant. */
function slugLike(text: string): string {
  const words = text.toLowerCase().replace(/\.ts$/, "").match(/[a-z0-9]+/g) ?? [];
  const slug = words.join("-");
  return isSlug(slug) ? slug : "my-question";
}

/** The experiment to copy. */
async function sourceOf(slug: string): Promise<{ readonly file: string; readonly text: string }> {
  if (!isSlug(slug)) {
    throw new BadInput(
      "--from",
      `needs the slug of an experiment in ${EXPERIMENTS}/, such as momentum`,
    );
  }
  const file = await experimentFile(slug);
  const text = new TextDecoder().decode(await readGiven(file, LIMITS.record));
  return { file, text };
}
