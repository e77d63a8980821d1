/**
 * The pages that commands write: of one experiment, and the index of all, which is drawn once per
 * command from the findings of its pages.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import type { Findings } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import { lockState, lockStates } from "@samebit/locks";
import { EXPERIMENTS } from "@samebit/options";
import { listExperiments, writeIndex, writeReport, type WrittenReport } from "@samebit/report";
import type { Terminal } from "@samebit/terminal";

/**
 * Writes the page of an experiment.
 *
 * @throws {BadInput} A file of the experiment cannot be read.
 */
export async function writePage(out: string, slug: string): Promise<WrittenReport> {
  try {
    return await writeReport(out, slug, { lock: await lockState(EXPERIMENTS, slug) });
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(out, cause.message, { cause });
  }
}

/**
 * Writes the index of all experiments in `out`, warns about those it omits, and returns its path.
 *
 * @param known By slug, the findings of this command's pages; the others are read.
 * @param told The slugs of experiments already reported as unreadable.
 */
export async function writeGallery(
  out: string,
  known: ReadonlyMap<string, Findings>,
  terminal: Terminal,
  told: ReadonlySet<string> = new Set(),
): Promise<string> {
  return await writeIndex(out, {
    known,
    locks: await lockStates(EXPERIMENTS, await listExperiments(out)),
    onDamaged({ slug, reason }) {
      if (told.has(slug)) return;
      terminal.complain(`warning: ${slug} is left out of the index: ${escapeText(reason)}`);
    },
  });
}

/** A page's name in the output: a clickable address in a terminal, otherwise its path. */
export function namePage(page: string, terminal: Terminal): string {
  const name = terminal.isTerminal ? pathToFileURL(page).href : page;
  return terminal.bold(escapeText(name));
}
