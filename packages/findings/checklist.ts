/**
 * A reproducibility checklist filled in from the record: every answer is computed from files, none
 * is claimed. The questions follow those that conferences ask authors.
 *
 * Source: J. Pineau and others, "Improving Reproducibility in Machine Learning Research", JMLR 22
 * (2021), appendix "The Machine Learning Reproducibility Checklist".
 */
import { gatherEnvironments } from "./environments.ts";
import { showSeeds } from "./format.ts";
import type { Findings } from "./findings.ts";
import type { Variant } from "./variants.ts";
import type { RunLogs } from "./read_experiment.ts";
import { highest, lowest } from "@samebit/statistics";

/** What is known about the experiment's lock, the committed hashes that `verify` compares with. */
export type LockState = "present" | "absent";

/** One line of the checklist. */
export interface CheckItem {
  /** Whether it holds; undefined if that is unknown or does not apply. */
  readonly holds: boolean | undefined;
  /** What is asked. */
  readonly asks: string;
  /** What the record answers. */
  readonly answer: string;
  /**
   * Set if the answer comes from `environment.json`, which describes the machines that did the
   * runs.
   */
  readonly ofMachine?: true;
}

/** The checklist of an experiment; `lock` is absent if nobody looked for one. */
export function fillChecklist(
  { logs, variants }: Pick<Findings, "logs" | "variants">,
  lock?: LockState,
): CheckItem[] {
  const records = logs.runs.flatMap(({ record }) => record ?? []);
  if (records.length === 0) return [];
  const whole = logs.runs.filter(({ state }) => state === "whole").length;
  const contracts = new Set(records.map(({ contract }) => contract));
  const data = new Set(records.map(({ dataHash }) => dataHash));
  const digest = gatherEnvironments(logs).find(({ name }) => name.startsWith("Digest"));
  const warnings = new Set(records.flatMap((record) => record.warnings));
  return [
    {
      holds: whole === logs.runs.length,
      asks: "Every planned run is in the tables and charts",
      answer: `${whole} of ${logs.runs.length}`,
    },
    seedsItem(variants),
    {
      holds: true,
      asks: "Every setting is recorded, defaults filled in",
      answer: "in each run.json",
    },
    {
      holds: warnings.size === 0,
      asks: "The data are pinned by their hash",
      answer: `${data.size} ${data.size === 1 ? "data set" : "data sets"}` +
        (warnings.size > 0 ? ", with warnings at the top of the page" : ""),
    },
    testItem(logs.runs, variants),
    {
      holds: contracts.size === 1,
      asks: "All runs follow one bit contract",
      answer: [...contracts].sort((a, b) => a - b).join(", "),
    },
    {
      holds: digest && digest.values.length === 1,
      asks: "All runs come from the same source code",
      answer: digest
        ? `${digest.values.length} ${digest.values.length === 1 ? "digest" : "digests"}`
        : "not recorded",
      ofMachine: true,
    },
    {
      holds: lock && lock === "present",
      asks: "A lock is committed, so that anyone can verify every byte",
      answer: lock ?? "not looked for",
    },
    {
      holds: logs.stale.length === 0,
      asks: "No runs of an earlier version are left beside these",
      answer: logs.stale.length === 0 ? "none" : `${logs.stale.length} stale, not drawn`,
    },
  ];
}

function seedsItem(variants: readonly Variant[]): CheckItem {
  const seeds = variants.map(({ chosen }) => chosen.runs.map(({ planned }) => planned.seed));
  const same = new Set(seeds.map(String)).size === 1;
  const counts = seeds.map(({ length }) => length);
  const least = lowest(counts);
  return {
    holds: same && least > 1,
    asks: "Several seeds, the same for each variant, with intervals",
    answer: same
      ? `n = ${least}: ${showSeeds(seeds[0]!)}`
      : `n from ${least} to ${highest(counts)}`,
  };
}

function testItem(runs: readonly RunLogs[], variants: readonly Variant[]): CheckItem {
  const tuned = variants.some(({ candidates }) => candidates.length > 1);
  const readers = runs.filter(({ record }) => record?.result?.test !== undefined);
  const chosen = new Set(variants.flatMap((variant) => variant.chosen.runs));
  return {
    holds: readers.every((run) => chosen.has(run)),
    asks: tuned
      ? "Values were chosen on the validation split; only chosen runs read the test split"
      : "The test split was read once per run, and nothing was chosen by it",
    answer: `read ${readers.length} ${readers.length === 1 ? "time" : "times"}`,
  };
}
