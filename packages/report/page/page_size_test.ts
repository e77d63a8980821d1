import { assert, assertStringIncludes } from "@std/assert";
import type { PlannedRun } from "@samebit/runlog";
import { type Findings, findingsOf, type RunLogs } from "@samebit/findings";
import { sample, sampleLogs, SMALL } from "@samebit/findings/samples";
import { renderExperimentPage } from "./experiment_page.tsx";

function assertBelow5MB(page: string): void {
  const bytes = new TextEncoder().encode(page).length;
  assert(bytes > 500_000 && bytes < 5_000_000, `${bytes} bytes`);
}

/** The run with more steps. */
function lengthen(run: RunLogs, rows: number): RunLogs {
  const values = Object.fromEntries(
    run.steps!.names.map((name) => [
      name,
      Float64Array.from({ length: rows }, (_, at) => name === "step" ? at + 1 : 1 / (at + 3)),
    ]),
  );
  return { ...run, steps: { ...run.steps!, rows, values: values as never } };
}

/** 10,000 runs, all with the numbers of one. */
function manyRuns(plan: (at: number) => Partial<PlannedRun>): Findings {
  const made = { ...SMALL, variants: [sample("v", 0.01, 0.1, 0.01)], seeds: [1], claims: [] };
  const logs = sampleLogs({ ...made, epochs: 20, stepsPerEpoch: 2 });
  const [run] = logs.runs;
  const runs = Array.from({ length: 10_000 }, (_, at) => {
    const identity = String(at).padStart(64, "0");
    const planned = { ...run!.planned, ...plan(at), identity, folder: `runs/${at}` };
    return { ...run!, planned };
  });
  const record = { ...logs.record, runs: runs.map(({ planned }) => planned) };
  return findingsOf({ ...logs, record, runs });
}

Deno.test("renderExperimentPage keeps 500 runs of 5,000 steps below 5 MB", () => {
  const variants = Array.from({ length: 50 }, (_, at) => sample(`variant ${at}`, 0.01, 0.1, 0.01));
  const seeds = Array.from({ length: 10 }, (_, at) => at + 1);
  const logs = sampleLogs({ ...SMALL, variants, seeds, epochs: 20, stepsPerEpoch: 2, claims: [] });
  const runs = logs.runs.map((run) => lengthen(run, 5000));
  assertBelow5MB(renderExperimentPage(findingsOf({ ...logs, runs })));
});

Deno.test("renderExperimentPage keeps 10,000 runs below 5 MB and says what it leaves out", () => {
  const bySeed = renderExperimentPage(manyRuns((at) => ({
    variant: at % 2 === 0 ? "sgd" : "adam",
    seed: Math.floor(at / 2),
  })));
  assertBelow5MB(bySeed);
  assertStringIncludes(bySeed, "The table shows 500 of 10000 planned runs: those that failed");
  assertStringIncludes(bySeed, "Of more than 1500 seeds as many are drawn");
  assertStringIncludes(bySeed, "Seeds: 0 to 4999.");

  const byVariant = renderExperimentPage(manyRuns((at) => ({
    variant: `variant ${at % 5000}`,
    compared: { scale: String(at % 5000) },
    seed: Math.floor(at / 5000),
  })));
  assertBelow5MB(byVariant);
  assertStringIncludes(byVariant, "The table shows 100 of 5000 variants: the best by validation");
  assertStringIncludes(byVariant, "The 10000 seeds are too many for a dot each.");
  assert(!byVariant.includes('"seeds":[]'), "an empty table");
  assert(byVariant.includes("Drawn are 60 of 5000 variants"));

  const byCandidate = renderExperimentPage(manyRuns((at) => ({
    tuned: { a: String(at % 50), b: String(Math.floor(at / 50) % 50) },
    seed: Math.floor(at / 2500),
  })));
  assertBelow5MB(byCandidate);
  assertStringIncludes(byCandidate, "The table shows 500 of 2500 candidates: the chosen ones");
});
