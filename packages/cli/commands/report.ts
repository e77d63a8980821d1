/**
 * `deno task report [SLUG...]`: pages from logs alone, without training anything.
 *
 * @module
 */
import { BadInput, isSlug } from "@samebit/experiment";
import { writeIndex, writeReport } from "@samebit/report";
import { join } from "node:path";
import { type Command, STATUS } from "../command.ts";
import { exists } from "../exists.ts";
import { OUT, outOf } from "../places.ts";

/** Writes the pages of experiments that have been run, and the index over all. */
export const report: Command = {
  usage: {
    name: "report",
    operands: "[SLUG...]",
    most: Infinity,
    about: "Write report pages from the logs alone; without a slug, of every experiment there",
    flags: { out: OUT },
  },
  async run(given, terminal) {
    const out = outOf(given);
    const slugs = given.operands.length > 0 ? given.operands : await slugsIn(out);
    if (slugs.length === 0) {
      throw new BadInput(out, "holds no experiment yet; run one first: deno task experiment");
    }
    for (const slug of slugs) await requireExperiment(out, slug);
    for (const slug of slugs) terminal.print(await writeReport(out, slug));
    terminal.print(await writeIndex(out));
    return STATUS.done;
  },
};

async function requireExperiment(out: string, slug: string): Promise<void> {
  if (!isSlug(slug)) {
    throw new BadInput(JSON.stringify(slug), "is no slug, such as update-rules");
  }
  if (!await exists(join(out, slug, "experiment.json"))) {
    throw new BadInput(
      slug,
      `has no logs in ${out}; run it first: deno task experiment experiments/${slug}.ts`,
    );
  }
}

async function slugsIn(out: string): Promise<string[]> {
  if (!await exists(out)) return [];
  const slugs: string[] = [];
  for await (const entry of Deno.readDir(out)) {
    if (entry.isDirectory && await exists(join(out, entry.name, "experiment.json"))) {
      slugs.push(entry.name);
    }
  }
  return slugs.sort();
}
