/**
 * What a page holds to train by: the digits, no file beside them, and no code but Samebit's. Who offers a run on a page and who
 * trains it there ask here.
 */
import type { JsonObject } from "./record.ts";

/** The data set that pages hold, by its kind. */
const HELD = "digits";

/**
 * Returns what a page lacks to train this plan, in words; undefined where it has all of it.
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
  // The code of update rules of a folder's own stays in that folder.
  const [own] = Object.keys(Object(kinds));
  if (own !== undefined) return `the code of ${own}`;
  const { initialization } = Object(model);
  // Weights that a network begins with are in a file of their own.
  return initialization?.kind === "from" ? `the weights in ${initialization.file}` : undefined;
}
