/**
 * What a page has for training: the digits, no other file, and no code but Samebit's. The code that
 * offers a run on a page and the code that trains it there both ask here.
 */
import type { JsonObject } from "./record.ts";

/** The data set that pages hold, by its kind. */
const HELD = "digits";

/**
 * Returns what a page lacks to train this plan, in words; undefined if it has everything.
 *
 * @example
 * ```ts
 * import { lackOfPage } from "@samebit/runlog";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lackOfPage({ dataset: { kind: "digits" } }), undefined);
 * assertEquals(lackOfPage({ dataset: { kind: "mnist" } }), "the data set mnist");
 * ```
 */
export function lackOfPage({ dataset, model, kinds }: JsonObject): string | undefined {
  const { kind } = Object(dataset);
  if (kind !== HELD) return `the data set ${kind}`;
  // The code of a folder's own update rules stays in that folder.
  const [own] = Object.keys(Object(kinds));
  if (own !== undefined) return `the code of ${own}`;
  const { initialization } = Object(model);
  // The weights that a network starts from are in a separate file.
  return initialization?.kind === "from" ? `the weights in ${initialization.file}` : undefined;
}
