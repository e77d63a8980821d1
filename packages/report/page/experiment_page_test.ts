import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type ExperimentLogs, findingsOf } from "@samebit/findings";
import {
  HOSTILE,
  hostileSample,
  sample,
  sampleLogs,
  SMALL,
  UPDATE_RULES,
} from "@samebit/findings/samples";
import { unpackRows } from "@samebit/plotting/packed";
import { renderExperimentPage } from "./experiment_page.tsx";
import { renderIndexPage } from "./index_page.tsx";

/** The page without its data blocks. */
function markup(page: string): string {
  return page.replace(/<script type="application\/json".*?<\/script>/gs, "");
}

Deno.test("renderExperimentPage gives the same bytes for the same logs", () => {
  const page = renderExperimentPage(findingsOf(sampleLogs(UPDATE_RULES)));
  assertEquals(renderExperimentPage(findingsOf(sampleLogs(UPDATE_RULES))), page);
  assert(page.startsWith("<!doctype html>\n<html"));
});

Deno.test("renderExperimentPage shows question, verdicts, numbers and files", () => {
  const page = markup(renderExperimentPage(findingsOf(sampleLogs(UPDATE_RULES))));
  for (
    const part of [
      "Which update rule trains a five-hidden-layer network fastest?",
      "15 of 15 runs complete",
      "supported",
      "refuted",
      "inside the noise",
      "n = 3, paired by seed",
      'href="runs/variant0-seed1-00000001/steps.csv"',
      "deno task experiment experiments/update-rules.ts",
      "The test split was read 15 times",
      "d161d161",
    ]
  ) assertStringIncludes(page, part);
});

Deno.test("renderExperimentPage forbids everything but the files beside it", () => {
  const page = renderExperimentPage(findingsOf(sampleLogs(SMALL)));
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)!;
  assertStringIncludes(policy!, "default-src 'none'; script-src 'self';");
  assert(!policy!.includes("eval") && !policy!.includes("http"));
  for (const [, source] of page.matchAll(/(?:src|href)="([^"]*)"/g)) {
    assert(/^(\.\.\/(assets\/|index\.html)|runs\/|report\.json|#)/.test(source!), source);
  }
});

Deno.test("renderExperimentPage allows a worker and WebAssembly only if runs are offered", () => {
  const run = { variant: "adam", seed: 1, steps: 8, name: "adam", script: "rerun/adam.js" };
  const page = renderExperimentPage(findingsOf(sampleLogs(SMALL)), { reruns: [run] });
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)!;
  assertStringIncludes(policy!, "script-src 'self' 'wasm-unsafe-eval'; worker-src blob:;");
  assert(!policy!.includes("'unsafe-eval'") && !policy!.includes("connect-src"));
  assertStringIncludes(page, "adam, seed 1: 8 steps</option>");
  assertStringIncludes(page, 'href="#again"');
  const without = renderExperimentPage(findingsOf(sampleLogs(SMALL)));
  assert(!without.includes("#again") && !without.includes("rerun"));
});

Deno.test("renderExperimentPage shows hostile text as text", () => {
  const page = renderExperimentPage(findingsOf(sampleLogs(hostileSample())));
  assert(!markup(page).includes("<img"));
  assert(!page.includes("</script><script>"));
  assertEquals(page.match(/<script[ >]/g)!.length, page.match(/<\/script>/g)!.length);
  assertStringIncludes(page, "&lt;img src=x onerror=");
  assert(HOSTILE.includes("\u202e"), "right-to-left marks are among the hostile text");
  const index = renderIndexPage([findingsOf(sampleLogs(hostileSample()))]);
  assert(!index.includes("<img"));
  assertEquals(index.match(/<\/script>/g), ["</script>"]);
});

Deno.test("renderExperimentPage tells what is missing, what diverged and what is stale", () => {
  const logs = sampleLogs(SMALL);
  const [first, second, ...rest] = logs.runs;
  const result = first!.record!.result!;
  const diverged = {
    ...first!,
    record: {
      ...first!.record!,
      ended: "diverged" as const,
      result: { ...result, divergedAt: { step: 5, place: "affine3" } },
    },
  };
  const changed: ExperimentLogs = {
    ...logs,
    runs: [diverged, { planned: second!.planned, state: "missing" }, ...rest],
    stale: ["runs/old-seed1-0123abcd"],
  };
  const page = markup(renderExperimentPage(findingsOf(changed)));
  for (
    const part of [
      "3 of 4 runs complete, 1 missing",
      "rmsprop: 1 of 2 runs diverged; the earliest at step 5 in affine3",
      "These numbers are made up",
      "Stale runs",
      "runs/old-seed1-0123abcd",
      "1 of 4 runs are incomplete",
    ]
  ) assertStringIncludes(page, part);
  assert(!page.includes(`${second!.planned.folder}/`), "no link to a missing run's files");
  assert(!page.includes("runs/old-seed1-0123abcd/"), "no link to a stale run's files");
});

Deno.test("renderExperimentPage shows an experiment that has no finished run", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map(({ planned }) => ({ planned, state: "missing" as const }));
  const page = renderExperimentPage(findingsOf({ ...logs, runs }));
  assertStringIncludes(page, "0 of 4 runs complete, 4 missing");
  assertStringIncludes(page, "Nothing is logged yet");
});

Deno.test("renderExperimentPage shows every variant with the best mean in bold, without naming a single best", () => {
  const bestOf = (rates: Readonly<Record<string, number>>) => {
    const variants = Object.entries(rates).map(([label, rate]) => sample(label, rate, 0.01, 0.01));
    const page = renderExperimentPage(findingsOf(sampleLogs({ ...SMALL, variants, claims: [] })));
    const rows = /id="summary".*?<tbody.*?<\/tbody>/s.exec(page)![0].split("<tr").slice(2);
    return rows.map((row) => [row.includes("best-of"), row.includes("best of all")]);
  };
  const [bold, plain] = [[true, false], [false, false]];
  assertEquals(bestOf({ one: 0.5, two: 0.5, six: 0.1 }), [bold, bold, plain]);
  assertEquals(bestOf({ one: 0.1, two: 0.5 }), [plain, [true, true]]);
});

Deno.test("renderExperimentPage names tuned variants as best of k", () => {
  const variants = ["0.1", "0.2"].map((dropout, at) => ({
    ...SMALL.variants[0]!,
    rate: 0.01 + at,
    tuned: { dropout },
  }));
  const page = markup(
    renderExperimentPage(findingsOf(sampleLogs({ ...SMALL, variants, claims: [] }))),
  );
  assertStringIncludes(page, "best of 2 by validation accuracy");
  assertStringIncludes(page, "dropout 0.2");
});

Deno.test("renderExperimentPage ranks candidates under names of their own, of however many variants", () => {
  const variants = Array.from({ length: 140 }, (_, at) => ({
    ...sample(`v${at % 70}`, 0.01, 0.0001 * at, 0.01),
    tuned: { dropout: at < 70 ? "0.1" : "0.2" },
  }));
  const page = renderExperimentPage(findingsOf(sampleLogs({ ...SMALL, variants, claims: [] })));
  const [, spec] = /data-for="chart-ranking">(.*?)<\/script>/s.exec(page)!;
  const labels = unpackRows(JSON.parse(spec!).datasets.summaries).map(({ label }) => label);
  assertEquals([labels.length, new Set(labels).size], [120, 120]);
});

Deno.test("renderIndexPage lists every experiment with its verdicts", () => {
  const page = renderIndexPage([UPDATE_RULES, SMALL].map(sampleLogs).map(findingsOf));
  assertStringIncludes(page, 'href="update-rules/index.html"');
  assertStringIncludes(page, 'href="small/index.html"');
  assertStringIncludes(page, "15 of 15 runs complete");
  assertStringIncludes(renderIndexPage([]), "No experiment has been run yet");
});
