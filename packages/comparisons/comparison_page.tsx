/**
 * Two experiments, or two states of one, side by side: which settings differ, how far apart the
 * numbers are, and whether the logs have the same bytes.
 */
import type { VNode } from "preact";
import { Charts, Contents, drawOverlaid } from "@samebit/figures";
import {
  alignMean,
  fixedDifferences,
  type LogTextComparison,
  type MetricDifference,
  metricDifferences,
  METRICS,
  mostDecimals,
  pairVariants,
  type RunPair,
  type SettingDifference,
  settingDifferences,
  showCentre,
  showCount,
  showInterval,
  type Side,
  type Variant,
  type VariantPair,
} from "@samebit/findings";
import { CHART_SCRIPTS, Document, renderDocument, Section, Table, Words } from "@samebit/pages";
import { createPairedPalette } from "@samebit/plotting";
import { type NamedMetric, recordsOf, RUN_FILES, TASK_NAMES } from "@samebit/runlog";

/** The logs of two runs, compared. */
export interface ComparedRun extends RunPair {
  /** The comparison of `steps.csv`. */
  readonly steps: LogTextComparison;
  /** The comparison of `epochs.csv`. */
  readonly epochs: LogTextComparison;
}

/** The content of a comparison page. */
export interface ComparisonProps {
  /** The sides; `href` links to a side's own page if there is one beside this page. */
  readonly sides: readonly [Side & { readonly href?: string }, Side & { readonly href?: string }];
  /** The runs that both sides have. */
  readonly runs: readonly ComparedRun[];
}

const SECTIONS = [
  ["bytes", "Bytes"],
  ["settings", "Settings"],
  ["metrics", "Metrics"],
  ["charts", "Charts"],
] as const;

/** The HTML of a comparison. The same logs give the same bytes. */
export function renderComparisonPage({ sides, runs }: ComparisonProps): string {
  const [a, b] = sides;
  const { pairs, onlyA, onlyB } = pairVariants(a.found.variants, b.found.variants);
  const figures = drawSides(sides, pairs);
  return renderDocument(
    <Document
      title={`${a.name} and ${b.name} – Samebit`}
      assets="../assets"
      scripts={CHART_SCRIPTS}
    >
      <div class="layout">
        <Contents sections={SECTIONS} figures={new Map([["charts", figures.figures]])} />
        <div class="page">
          <header>
            <p class="crumbs">
              <a href="../index.html">All experiments</a>
            </p>
            <h1>Two experiments compared</h1>
            <dl class="facts">
              {sides.map((side, at) => <SideFact key={at} letter={"AB"[at]!} side={side} />)}
            </dl>
          </header>
          <main>
            <Bytes runs={runs} />
            <Settings
              differences={pairs.length > 0
                ? settingDifferences(pairs)
                : fixedDifferences(a.found.variants, b.found.variants)}
              pairs={pairs}
            />
            <Metrics pairs={pairs} onlyA={onlyA} onlyB={onlyB} />
            <Charts figures={figures.figures} palette={figures.palette} />
          </main>
        </div>
      </div>
    </Document>,
  );
}

/** Charts of both sides together, solid for the first and dashed for the second. */
function drawSides([a, b]: ComparisonProps["sides"], pairs: readonly VariantPair[]) {
  const named = (letter: string, variants: readonly Variant[]) =>
    variants.map((variant) => ({ ...variant, label: `${letter}: ${variant.label}` }));
  const [left, right] = [a.found.variants, b.found.variants];
  const positions = right.map(({ label }, at) => {
    const pair = pairs.find((each) => each.b.label === label);
    return pair ? left.findIndex((each) => each.label === pair.a.label) : left.length + at;
  });
  const [first, second] = [named("A", left), named("B", right)];
  const labels = (variants: readonly Variant[]) => variants.map(({ label }) => label);
  const palette = createPairedPalette(labels(first), labels(second), positions);
  const metrics = [a, b].flatMap(({ found: { logs } }) =>
    logs.record.claims.map(({ metric }) => metric)
  );
  return { palette, figures: drawOverlaid([...first, ...second], { palette, metrics }) };
}

function SideFact({ letter, side: { name, found: { logs }, href } }: {
  readonly letter: string;
  readonly side: ComparisonProps["sides"][number];
}): VNode {
  const whole = logs.runs.filter(({ state }) => state === "whole").length;
  return (
    <div>
      <dt>
        <b>{letter}</b> <Words>{name}</Words>
      </dt>
      <dd>
        {href === undefined ? <Words>{logs.record.title}</Words> : (
          <a href={href}>
            <Words>{logs.record.title}</Words>
          </a>
        )}, {whole} of {showCount(logs.runs.length, "run")} complete
      </dd>
    </div>
  );
}

function Bytes({ runs }: { readonly runs: readonly ComparedRun[] }): VNode {
  const same = runs.filter(({ steps, epochs }) => steps.same && epochs.same).length;
  return (
    <Section id="bytes" title="Bytes">
      {runs.length === 0
        ? <p>The two sides have no run in common: no variant and seed is on both.</p>
        : (
          <p class="says">
            {same === runs.length
              ? `All ${
                showCount(runs.length, "pair")
              } of runs have the same bytes in steps.csv and epochs.csv.`
              : `${same} of ${showCount(runs.length, "pair")} of runs have the same bytes.`}
          </p>
        )}
      {runs.length > 0 && (
        <details open={same < runs.length && runs.length <= 30}>
          <summary>Every pair of runs</summary>
          <Table
            caption="Runs of the same variant and seed"
            head={["Run", { number: "Seed" }, "Identity", RUN_FILES.steps, RUN_FILES.epochs]}
          >
            {runs.map(({ label, seed, a, b, steps, epochs }) => (
              <tr key={a.planned.folder}>
                <th scope="row">
                  <Words>{label}</Words>
                </th>
                <td class="number">{seed}</td>
                <td>
                  {a.planned.identity === b.planned.identity ? "same" : "different plan or data"}
                </td>
                <td>
                  <LogCell found={steps} unit="step" />
                </td>
                <td>
                  <LogCell found={epochs} unit="epoch" />
                </td>
              </tr>
            ))}
          </Table>
        </details>
      )}
    </Section>
  );
}

function LogCell(
  { found, unit }: { readonly found: LogTextComparison; readonly unit: string },
): VNode {
  if (found.same) return <>same bytes</>;
  if (found.column === undefined) {
    return <>{`from line ${found.line}: A ${found.a}, B ${found.b}`}</>;
  }
  return (
    <>
      differs since {unit} {found.row} in {found.column}
      <span class="interval">
        A {found.a}, B {found.b}
      </span>
    </>
  );
}

function Settings({ differences, pairs }: {
  readonly differences: readonly SettingDifference[];
  readonly pairs: readonly VariantPair[];
}): VNode {
  return (
    <Section id="settings" title="Settings">
      {pairs.length === 0 && (
        <p>
          The two sides have no variant in common. Below are the settings that all runs of a side
          share.
        </p>
      )}
      {differences.length === 0
        ? <p>There are no differences.</p>
        : (
          <Table caption="Where the plans differ" head={["Setting", "A", "B", "Variants"]}>
            {differences.map(({ path, a, b, labels }) => (
              <tr key={path + labels[0]}>
                <th scope="row">
                  <Words>{path}</Words>
                </th>
                <td>
                  <Words>{a ?? "—"}</Words>
                </td>
                <td>
                  <Words>{b ?? "—"}</Words>
                </td>
                <td>
                  {labels.length === pairs.length && pairs.length !== 1
                    ? "all"
                    : <Words>{labels.join("; ")}</Words>}
                </td>
              </tr>
            ))}
          </Table>
        )}
    </Section>
  );
}

/** The metrics of most interest, for any task. */
const FIRST: readonly NamedMetric[] = [
  "trainLoss",
  ...TASK_NAMES.flatMap((task) => [recordsOf(task).choosing, recordsOf(task).testChoice]),
];

function Metrics({ pairs, onlyA, onlyB }: {
  readonly pairs: readonly VariantPair[];
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}): VNode {
  const rows = pairs.flatMap((pair) =>
    metricDifferences(pair).map((found) => ({ label: pair.label, ...found }))
  );
  const byMetric = [...Map.groupBy(rows, ({ name }) => name)];
  const first = byMetric.filter(([name]) => FIRST.includes(name));
  const rest = byMetric.filter(([name]) => !FIRST.includes(name));
  return (
    <Section id="metrics" title="Metrics">
      {rows.length === 0 && <p>The two sides have no metric in common.</p>}
      {first.map(([name, own]) => <MetricTable key={name} name={name} rows={own} />)}
      {rest.length > 0 && (
        <details>
          <summary>{showCount(rest.length, "more metric")}</summary>
          {rest.map(([name, own]) => <MetricTable key={name} name={name} rows={own} />)}
        </details>
      )}
      {([["A", onlyA], ["B", onlyB]] as const).map(([letter, labels]) =>
        labels.length > 0 && (
          <p key={letter}>
            Only in {letter}: <Words>{labels.join("; ")}</Words>
          </p>
        )
      )}
    </Section>
  );
}

function MetricTable({ name, rows }: {
  readonly name: NamedMetric;
  readonly rows: readonly (MetricDifference & { readonly label: string })[];
}): VNode {
  const metric = METRICS[name];
  const places = mostDecimals(rows.flatMap(({ a, b }) => [a, b]), metric);
  return (
    <Table
      caption={`${metric.title}: mean ± sample deviation; difference B − A with its 95 % interval`}
      head={["Variant", { number: "A" }, { number: "B" }, { number: "B − A" }, "Seeds"]}
    >
      {rows.map(({ label, a, b, difference, paired }) => (
        <tr key={label}>
          <th scope="row">
            <Words>{label}</Words>
          </th>
          <td class="number">{alignMean(a, metric, places)}</td>
          <td class="number">{alignMean(b, metric, places)}</td>
          <td class="number">
            {showCentre(difference, metric)}
            <span class="interval">{showInterval(difference, metric)}</span>
          </td>
          <td>{paired ? `${difference.n}, paired` : `${a.n} and ${b.n}, independent`}</td>
        </tr>
      ))}
    </Table>
  );
}
