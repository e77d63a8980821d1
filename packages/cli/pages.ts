/**
 * The pages that commands write: of one experiment, and the index over all, which is drawn once a
 * command from what its pages have found.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import type { Findings } from "@samebit/findings";
import { BadInput, spellText } from "@samebit/input";
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
 * Writes the index over all experiments in `out`, warns of those it leaves out, and returns its path.
 *
 * @param known By slug, what the pages of this command have found; the others are read.
 * @param told The slugs of experiments of which the reader knows already that they cannot be read.
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
      terminal.complain(`warning: ${slug} is left out of the index: ${spellText(reason)}`);
    },
  });
}

/** A page as it is named to its reader: by an address to click where someone watches, else by its path. */
export function namePage(page: string, terminal: Terminal): string {
  const name = terminal.isTerminal ? pathToFileURL(page).href : page;
  return terminal.bold(spellText(name));
}
