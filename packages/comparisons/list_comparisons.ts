/**
 * The comparison pages in an output folder, for the index.
 */
import { BadInput } from "@samebit/input";
import { isThere, placesIn } from "@samebit/store";

/** A page of a comparison that has been written. */
export interface ComparisonPage {
  /** The name of its folder. */
  readonly folder: string;
  /** The experiments it compares, such as `momentum and update-rules`. */
  readonly title: string;
}

/** The comparisons whose pages are in `out`, sorted by folder. */
export async function listComparisons(out: string): Promise<ComparisonPage[]> {
  const pages: ComparisonPage[] = [];
  for (const folder of await placesIn(out)) {
    const sides = folder.split("_vs_").map((side) => SIDE.exec(side)?.groups);
    if (sides.length !== 2 || sides.includes(undefined)) continue;
    if (!isPage(`${out}/${folder}/index.html`)) continue;
    const [a, b] = sides.map((side) => titleOf(side!));
    pages.push({ folder, title: `${a} and ${b}` });
  }
  return pages;
}

/** The part of a comparison's folder name that names one side, as `writeComparison` writes it. */
const SIDE = /^(?:(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)|(?<words>[a-z0-9-]*)_(?<digest>[0-9a-f]{16}))$/;

function titleOf({ slug, words, digest }: Record<string, string | undefined>): string {
  return slug ?? `${words} (elsewhere, ${digest!.slice(0, 8)})`.trim();
}

/** Whether a file exists; symbolic links do not count. */
function isPage(path: string): boolean {
  try {
    return isThere(path);
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
}
