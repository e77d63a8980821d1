/**
 * Whether what an experiment wants to keep of the test split is measured at all. It is asked of what
 * was written, not of plans: a trial of a search does not measure the test split, and still says what
 * the chosen run will keep of it.
 *
 * @module
 */
import type { Fault } from "@samebit/input";
import type { Settings } from "./experiment.ts";

/** What is wrong with `evaluation`, each of its fields being right by itself. */
export function faultsOfEvaluation({ evaluation }: Pick<Settings, "evaluation">): Fault[] {
  const { test = true, views = "plain", predictions = false } = evaluation ?? {};
  if (test) return [];
  return [
    ...(views === "plain" ? [] : ["views"]),
    ...(predictions ? ["predictions"] : []),
  ].map((kept) => ({
    path: ["evaluation"],
    message: `needs ${kept} of the test split, but test is false`,
  }));
}
