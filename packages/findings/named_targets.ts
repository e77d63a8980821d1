/**
 * The targets that an experiment names. Any number of them could be counted; those that a claim or
 * a text is about appear in tables and in `report.json`.
 */
import { isStepsTo, type StepsTo } from "@samebit/runlog";
import type { Findings } from "./findings.ts";

/** The steps to targets that claims and prose of an experiment name, each once, in their order. */
export function namedTargets(
  { claims, references }: Pick<Findings, "claims" | "references">,
): readonly StepsTo[] {
  const named = [
    ...claims.map(({ claim }) => claim.metric),
    ...references.map(({ metric }) => metric),
  ];
  return [...new Set(named.filter(isStepsTo))];
}
