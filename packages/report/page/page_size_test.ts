import { assert } from "@std/assert";
import { sampleLogs } from "../sample_logs.ts";
import { sample, SMALL } from "../samples.ts";
import { renderExperimentPage } from "./experiment_page.tsx";

Deno.test("renderExperimentPage keeps 500 runs of 5,000 steps below 5 MB", () => {
  const variants = Array.from({ length: 50 }, (_, at) => sample(`variant ${at}`, 0.01, 0.1, 0.01));
  const seeds = Array.from({ length: 10 }, (_, at) => at + 1);
  const logs = sampleLogs({ ...SMALL, variants, seeds, epochs: 20, stepsPerEpoch: 2, claims: [] });
  const [first] = logs.runs;
  const values = Object.fromEntries(
    first!.steps!.names.map((name) => [
      name,
      Float64Array.from({ length: 5000 }, (_, at) => name === "step" ? at + 1 : 1 / (at + 3)),
    ]),
  );
  const steps = { ...first!.steps!, rows: 5000, values: values as never };
  const page = renderExperimentPage({ ...logs, runs: logs.runs.map((run) => ({ ...run, steps })) });
  const bytes = new TextEncoder().encode(page).length;
  assert(bytes > 500_000 && bytes < 5_000_000, `${bytes} bytes`);
});
