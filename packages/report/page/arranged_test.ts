/** The order of a page's parts: its own, and an author's. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type ExperimentLogs, findingsOf } from "@samebit/findings";
import { LOOKED, sampleLogs, SCALES, SMALL, TUNED } from "@samebit/findings/samples";
import { drawFigures } from "@samebit/figures";
import { gatherVariants } from "@samebit/findings";
import { paletteOf } from "@samebit/plotting";
import { chartNamesOf, type ReportItem } from "@samebit/runlog";
import { type Evidence, renderExperimentPage } from "./experiment_page.tsx";

const RUN = { variant: "adam", seed: 1, steps: 8, name: "adam", script: "rerun/adam.js" };

/** The ids of headings and charts of a page, in their order, without the words of charts. */
function orderOf(report: readonly ReportItem[] | undefined, evidence: Evidence = {}): string[] {
  const logs = sampleLogs(SMALL);
  const record = { ...logs.record, ...(report && { report }) };
  const page = renderExperimentPage(findingsOf({ ...logs, record }), evidence);
  const [, main] = /<main>(.*)<\/main>/s.exec(page)!;
  return [
    ...main!.matchAll(
      /<(?:h2 id="(.*?)-title"|figure id="chart-(.*?)-figure"|div class="(chart-bar)")/g,
    ),
  ]
    .map(([, section, chart, bar]) => section ?? chart ?? bar!);
}

Deno.test("arrange leaves a page in its own order if no other is asked for", () => {
  const order = orderOf(undefined, { reruns: [RUN] });
  const sections = ["findings", "answer", "summary", "charts", "chart-bar", "try", "setup", "runs"];
  assertEquals(order.filter((id) => sections.includes(id)), sections);
});

Deno.test("arrange puts words and charts where the author wants them, each chart once", () => {
  const order = orderOf([
    { kind: "text", heading: "First", text: "One.\n\nTwo." },
    { kind: "chart", name: "gap" },
    { kind: "text", text: "Three." },
    { kind: "section", name: "reproduce" },
    { kind: "section", name: "charts" },
    { kind: "chart", name: "train-loss" },
  ]);
  const rest = order.slice(5, order.indexOf("train-loss"));
  assertEquals(order.slice(0, 5), ["findings", "chart-bar", "passage-1", "gap", "reproduce"]);
  assertEquals(rest[0], "charts");
  assert(rest.includes("validation-loss") && !rest.includes("gap"));
  assertEquals(order.slice(order.indexOf("train-loss")), [
    "train-loss",
    "setup",
    "runs",
    "machine",
  ]);
});

Deno.test("arrange keeps findings and how to check them, and names the charts that are left out", () => {
  const report: ReportItem[] = [{ kind: "text", text: "Nothing to see." }];
  assertEquals(orderOf(report, { reruns: [RUN] }), [
    "findings",
    "setup",
    "runs",
    "again",
    "again",
    "reproduce",
    "machine",
  ]);
  const logs = sampleLogs(SMALL);
  const page = renderExperimentPage(findingsOf({ ...logs, record: { ...logs.record, report } }), {
    reruns: [RUN],
  });
  assertMatch(page, /leaves out these charts: <bdi>.*Training loss by step; .*<\/bdi>\./);
  assert(!page.includes('href="#try"') && page.includes('href="#again"'));
});

Deno.test("arrange orders an experiment that has logged nothing", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map(({ planned }) => ({ planned, state: "missing" as const }));
  const report: ReportItem[] = [
    { kind: "chart", name: "gap", caption: "Small" },
    { kind: "section", name: "charts" },
  ];
  const page = renderExperimentPage(
    findingsOf({ ...logs, runs, record: { ...logs.record, report } }),
  );
  assertMatch(page, /Nothing is logged yet/);
});

Deno.test("chartNamesOf has the name of every chart that is drawn", () => {
  const drawn = (logs: ExperimentLogs) => {
    const variants = gatherVariants(logs);
    const palette = paletteOf(variants, logs.record.declaration);
    const metrics = logs.record.claims.map(({ metric }) => metric);
    return drawFigures(variants, { palette, metrics, record: logs.record })
      .map(({ id }) => id.slice("chart-".length));
  };
  for (const made of [SMALL, LOOKED, TUNED, SCALES, { ...SMALL, decay: true }]) {
    const names = chartNamesOf({
      task: "classification",
      metrics: made.claims.map(({ metric }) => metric),
      compares: true,
      tunes: made === TUNED,
      layers: made === LOOKED,
      predictions: made === LOOKED,
      importance: false,
    });
    const unknown = drawn(sampleLogs(made)).filter((name) => !names.includes(name));
    assertEquals(unknown, [], made.slug);
  }
});
