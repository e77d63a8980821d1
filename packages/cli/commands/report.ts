/**
 * `deno task report [SLUG...]`: pages from logs alone, without training anything.
 *
 * @module
 */
import { BadInput, isSlug, nearest } from "@samebit/experiment";
import { listExperiments, writeIndex, writeReport } from "@samebit/report";
import { type Command, STATUS } from "../command.ts";
import { exists } from "../exists.ts";
import { OUT, outOf, requireReadable } from "../places.ts";

/** Writes the pages of experiments that have been run, and the index over all. */
export const report: Command = {
  usage: {
    name: "report",
    operands: "[SLUG...]",
    most: Infinity,
    about: "Write report pages from the logs alone; without a slug, of every experiment there",
    flags: { out: OUT },
    example: "update-rules",
  },
  async run(given, terminal) {
    const out = outOf(given);
    await requireReadable(out);
    const known = await exists(out) ? await listExperiments(out) : [];
    const slugs = given.operands.length > 0 ? given.operands : known;
    if (slugs.length === 0) {
      throw new BadInput(out, "holds no experiment yet; run one first: deno task experiment");
    }
    for (const slug of slugs) requireLogs(slug, known, out);
    try {
      for (const slug of slugs) terminal.print(await writeReport(out, slug));
      terminal.print(await writeIndex(out));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new BadInput(out, error.message);
    }
    return STATUS.done;
  },
};

function requireLogs(slug: string, known: readonly string[], out: string): void {
  if (known.includes(slug)) return;
  if (!isSlug(slug)) throw new BadInput(JSON.stringify(slug), "is no slug, such as update-rules");
  const hint = nearest(slug, known);
  throw new BadInput(
    slug,
    hint === undefined
      ? `has no logs in ${out}; run it first: deno task experiment experiments/${slug}.ts`
      : `has no logs in ${out}, did you mean ${hint}?`,
  );
}
