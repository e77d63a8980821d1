/**
 * Where the runs of an experiment were done, from their `environment.json`: what differs between
 * runs is counted, since the bits are the same wherever a run is done.
 */
import type { Json, JsonObject } from "@samebit/runlog";
import type { ExperimentLogs } from "./read_experiment.ts";

/** One fact about the runs. */
export interface EnvironmentFact {
  /** Its name. */
  readonly name: string;
  /** Each value, and how many runs have it. */
  readonly values: readonly { readonly text: string; readonly runs: number }[];
}

const FACTS: readonly (readonly [name: string, of: (environment: JsonObject) => string])[] = [
  ["Deno", ({ deno }) => show(deno)],
  ["V8", ({ v8 }) => show(v8)],
  ["Machine", describeMachine],
  ["Kernels", describeKernels],
  ["Commit", ({ commit }) => show(commit)],
  ["Digest of the sources", ({ sourceDigest }) => show(sourceDigest)],
  ["Day", ({ started }) => show(started).slice(0, 10)],
];

/** The facts that any run recorded, in a fixed order. */
export function gatherEnvironments({ runs }: ExperimentLogs): EnvironmentFact[] {
  const environments = runs.flatMap(({ environment }) => environment ? [environment] : []);
  return FACTS.flatMap(([name, of]) => {
    const texts = environments.map(of).filter((text) => text !== "");
    const values = [...Map.groupBy(texts, (text) => text)]
      .map(([text, same]) => ({ text, runs: same.length }))
      .sort((a, b) => b.runs - a.runs || (a.text < b.text ? -1 : 1));
    return values.length === 0 ? [] : [{ name, values }];
  });
}

function describeMachine({ processor, cores, system, architecture }: JsonObject): string {
  const count = typeof cores === "number" ? `${cores} cores` : "";
  return [show(processor), count, `${show(system)} ${show(architecture)}`.trim()]
    .filter((part) => part !== "").join(", ");
}

function describeKernels({ backend, threads, accumulate }: JsonObject): string {
  const count = typeof threads === "number" ? `${threads} thread${threads === 1 ? "" : "s"}` : "";
  const pieces = typeof accumulate === "number" ? `minibatches in ${accumulate} pieces` : "";
  return [show(backend), count, pieces].filter((part) => part !== "").join(", ");
}

function show(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
