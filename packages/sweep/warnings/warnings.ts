/**
 * Every kind of warning that planning gives: about settings that are allowed but rarely intended. A
 * kind is a small function from its subject to its warnings, in the file for that subject; a new
 * one is another function, named in the list there. Settings that can only be wrong are refused
 * instead.
 *
 * @module
 */
import type { Warning } from "@samebit/runlog";
import { combine, type DeclaredExperiment, placeOfSetting, resolve } from "@samebit/experiment";
import { stepsPerEpoch } from "@samebit/solver";
import { formatPlace } from "@samebit/input";
import { DATA_WARNINGS } from "./data_warnings.ts";
import { NETWORK_WARNINGS } from "./network_warnings.ts";
import { SCHEDULE_WARNINGS } from "./schedule_warnings.ts";
import { SEARCH_WARNINGS } from "./search_warnings.ts";
import type { Subject, WarnedFacts } from "./subject.ts";

const OF_COMBINATIONS = [...DATA_WARNINGS, ...SCHEDULE_WARNINGS, ...NETWORK_WARNINGS];

/** The most warnings of one kind to give one by one. */
const MOST_OF_A_KIND = 10;

/**
 * All warnings of planning, in the order of the kinds, each once.
 *
 * @param experiment The checked declaration.
 * @param factsOf What is known of the data set of a plan.
 */
export function warningsOf(
  experiment: DeclaredExperiment,
  factsOf: (plan: Subject["plan"]) => WarnedFacts,
): Warning[] {
  const kinds = OF_COMBINATIONS.map(() => new Map<string, Warning>());
  for (const combination of combine(experiment)) {
    const plan = resolve(combination.settings, experiment.seeds[0]!, experiment.own);
    const facts = factsOf(plan);
    const perEpoch = stepsPerEpoch(plan, facts);
    const subject: Subject = {
      plan,
      settings: combination.settings,
      facts,
      perEpoch,
      totalSteps: perEpoch * plan.epochs,
      spell: (...path) => formatPlace(placeOfSetting(combination, path)),
    };
    for (const [i, warn] of OF_COMBINATIONS.entries()) enter(kinds[i]!, warn(subject));
  }
  for (const warn of SEARCH_WARNINGS) {
    const kind = new Map<string, Warning>();
    enter(kind, warn(experiment));
    kinds.push(kind);
  }
  return kinds.flatMap((kind) => limit([...kind.values()]));
}

function enter(kind: Map<string, Warning>, warnings: readonly Warning[]): void {
  for (const warning of warnings) kind.set(JSON.stringify(warning), warning);
}

/** The first of many warnings of one kind, and how many more there are. */
function limit(warnings: readonly Warning[]): Warning[] {
  const more = warnings.length - MOST_OF_A_KIND;
  if (more < 2) return [...warnings];
  const last = warnings[MOST_OF_A_KIND]!;
  return [
    ...warnings.slice(0, MOST_OF_A_KIND),
    { where: last.where, what: `${last.what}, and ${more - 1} more warnings of this kind` },
  ];
}
