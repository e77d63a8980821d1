/**
 * `deno task report [SLUG...]`: writes pages from logs alone, without training.
 *
 * @module
 */
import { isAbsolute, relative } from "node:path";
import { writeComparison } from "@samebit/comparisons";
import { isSlug } from "@samebit/experiment";
import { damageOf, type Findings } from "@samebit/findings";
import { BadInput, nearest } from "@samebit/input";
import { lockState } from "@samebit/locks";
import { EXPERIMENTS, OUT, outOf, requireReadable } from "@samebit/options";
import { listExperiments, writeOneFile, writeReport } from "@samebit/report";
import { rootOf } from "@samebit/store";
import { type Command, type Given, STATUS, type Terminal } from "@samebit/terminal";
import { OPEN, openPage } from "../open_page.ts";
import { namePage, writeGallery } from "../pages.ts";

/** Writes the pages of experiments that have been run, and the index over all. */
export const report: Command = {
  usage: {
    name: "report",
    operands: "[SLUG...]",
    most: Infinity,
    about: "Write report pages from the logs alone; without a slug, for every experiment",
    flags: {
      out: OUT,
      "one-file": {
        about: "also write each page as a single self-contained file, SLUG/SLUG.html",
      },
      open: OPEN,
      compare: {
        value: "A B",
        about: "only compare two experiments: slugs, or folders such as again/update-rules",
      },
    },
    example: "update-rules",
  },
  async run(given, terminal) {
    const out = outOf(given);
    await requireReadable(out);
    const there = await listExperiments(out);
    if (given.values["compare"] !== undefined) {
      return await compare(out, given, there, terminal);
    }
    const slugs = given.operands.length > 0 ? given.operands : there;
    if (slugs.length === 0) {
      throw new BadInput(out, "contains no experiment yet; run one first: deno task experiment");
    }
    for (const slug of slugs) requireLogs(slug, there, out);
    const damaged = new Map<string, string>();
    const known = new Map<string, Findings>();
    const pages: string[] = [];
    for (const slug of slugs) {
      try {
        const lock = await lockState(EXPERIMENTS, slug);
        const { page, found } = await writeReport(out, slug, { lock });
        terminal.print(`Report: ${namePage(page, terminal)}`);
        if (given.switches.has("one-file")) {
          const whole = await writeOneFile(out, slug, { lock });
          terminal.print(`One file: ${namePage(whole, terminal)}`);
        }
        known.set(slug, found);
        pages.push(page);
      } catch (error) {
        damaged.set(slug, damageOf(error));
      }
    }
    for (const reason of new Set(damaged.values())) {
      terminal.complain(`${terminal.red("error")}: ${reason}`);
    }
    const index = await writeGallery(out, known, terminal, new Set(damaged.keys()));
    terminal.print(`Index: ${namePage(index, terminal)}`);
    if (given.switches.has("open")) {
      await openPage(pages.length === 1 ? pages[0]! : index, terminal);
    }
    return damaged.size === 0 ? STATUS.done : STATUS.badInput;
  },
};

async function compare(
  out: string,
  { values, operands, switches }: Given,
  known: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const names = [values["compare"]!, ...operands];
  const [a, b] = names;
  if (a === undefined || b === undefined || names.length > 2) {
    throw new BadInput("--compare", `needs two experiments, given ${names.length}`);
  }
  for (const name of [a, b]) if (!/[/\\]/.test(name)) requireLogs(name, known, out);
  try {
    const [left, right] = [a, b].map((name) => /[/\\]/.test(name) ? sideOf(out, name) : name);
    const page = await writeComparison(out, left!, right!);
    terminal.print(`Comparison: ${namePage(page, terminal)}`);
    // The index links to the page.
    await writeGallery(out, new Map(), terminal);
    if (switches.has("open")) await openPage(page, terminal);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof Deno.errors.NotFound)) throw error;
    throw new BadInput("--compare", error.message);
  }
  return STATUS.done;
}

/** The folder of an experiment given by its path, which may contain links. */
function sideOf(out: string, path: string): string {
  const isBelow = !relative(out, path).startsWith("..") && !isAbsolute(relative(out, path));
  return isBelow ? path : rootOf(path);
}

function requireLogs(slug: string, known: readonly string[], out: string): void {
  if (known.includes(slug)) return;
  if (!isSlug(slug)) {
    throw new BadInput(JSON.stringify(slug), "is not a slug, such as update-rules");
  }
  const hint = nearest(slug, known);
  throw new BadInput(
    slug,
    hint === undefined
      ? `has no logs in ${out}; run it first: deno task experiment experiments/${slug}.ts`
      : `has no logs in ${out}, did you mean ${hint}?`,
  );
}
