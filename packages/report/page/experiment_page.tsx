/**
 * The page of one experiment: question and answer first, then the evidence, then the conditions.
 */
import type { VNode } from "preact";
import { createPalette } from "../charts/palette.ts";
import { evaluateClaims } from "../claims.ts";
import type { ExperimentLogs } from "../read_experiment.ts";
import { gatherVariants } from "../variants.ts";
import { Charts } from "./charts.tsx";
import { Claims } from "./claims.tsx";
import { Document, renderDocument } from "./document.tsx";
import { drawFigures } from "./figures.ts";
import { showCount } from "./format.ts";
import { Section, Words } from "./parts.tsx";
import { Runs } from "./runs.tsx";
import { SetupTables } from "./setup.tsx";
import { Summaries } from "./summary.tsx";

/** The scripts that draw charts, in the order of their running. */
export const CHART_SCRIPTS = [
  "vega.min.js",
  "vega-lite.min.js",
  "vega-interpreter.min.js",
  "vega-embed.min.js",
  "page.js",
] as const;

/** The HTML of an experiment's page. The same logs give the same bytes. */
export function renderExperimentPage(logs: ExperimentLogs): string {
  const { title } = logs.record;
  return renderDocument(
    <Document title={`${title} – Samebit`} assets="../assets" scripts={CHART_SCRIPTS}>
      <ExperimentPage logs={logs} />
    </Document>,
  );
}

function ExperimentPage({ logs }: { readonly logs: ExperimentLogs }): VNode {
  const { record } = logs;
  const variants = gatherVariants(logs);
  const palette = createPalette(variants.map(({ label }) => label));
  const results = evaluateClaims(logs);
  return (
    <>
      <header class="page">
        <p class="crumbs">
          <a href="../index.html">All experiments</a>
        </p>
        <h1>
          <Words>{record.title}</Words>
        </h1>
        <p class="question">
          <Words>{record.question}</Words>
        </p>
        <p class="expectation">
          <span class="aside">Expected:</span> <Words>{record.expectation}</Words>
        </p>
        <Progress logs={logs} />
      </header>
      <Contents claims={results.length > 0} />
      <main class="page">
        <Warnings logs={logs} />
        <Claims results={results} />
        <Charts figures={drawFigures(variants, palette, record.claims)} />
        <Summaries variants={variants} palette={palette} />
        <SetupTables variants={variants} palette={palette} declaration={record.declaration} />
        <Runs logs={logs} palette={palette} />
        <Reproduce logs={logs} />
      </main>
    </>
  );
}

function Progress({ logs: { runs } }: { readonly logs: ExperimentLogs }): VNode {
  const count = (state: string) => runs.filter((run) => run.state === state).length;
  const rest = (["running", "missing"] as const)
    .map((state) => [count(state), state === "running" ? "not whole yet" : "missing"] as const)
    .filter(([number]) => number > 0).map(([number, text]) => `, ${number} ${text}`).join("");
  return (
    <p class="progress">
      {count("whole")} of {showCount(runs.length, "run")} whole{rest}
    </p>
  );
}

function Contents({ claims }: { readonly claims: boolean }): VNode {
  return (
    <nav class="contents" aria-label="Contents">
      <ul>
        {claims && (
          <li>
            <a href="#findings">Findings</a>
          </li>
        )}
        <li>
          <a href="#charts">Charts</a>
        </li>
        <li>
          <a href="#summary">Summary</a>
        </li>
        <li>
          <a href="#setup">Compared, tuned, fixed</a>
        </li>
        <li>
          <a href="#runs">Runs</a>
        </li>
        <li>
          <a href="#reproduce">Reproduce</a>
        </li>
      </ul>
    </nav>
  );
}

/** What a reader should know before believing numbers. */
function Warnings({ logs: { runs } }: { readonly logs: ExperimentLogs }): VNode | null {
  const ofData = [...new Set(runs.flatMap(({ record }) => record?.warnings ?? []))];
  const diverged = runs.filter(({ record }) => record?.ended === "diverged");
  const ofRuns = diverged.map(({ planned, record }) => {
    const at = record?.result?.divergedAt;
    const place = at ? ` at step ${at.step} in ${at.place}` : "";
    return `${planned.variant} seed ${planned.seed} diverged${place}`;
  });
  if (ofRuns.length > 5) {
    ofRuns.splice(5, Infinity, `${showCount(diverged.length, "run")} diverged`);
  }
  const warnings = [...ofData, ...ofRuns];
  if (warnings.length === 0) return null;
  return (
    <aside class="warnings" aria-label="Warnings">
      <ul>
        {warnings.map((text) => (
          <li key={text}>
            <Words>{text}</Words>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function Reproduce({ logs: { record, runs } }: { readonly logs: ExperimentLogs }): VNode {
  const records = runs.flatMap((run) => run.record ?? []);
  const contracts = [...new Set(records.map(({ contract }) => contract))];
  const data = [...new Set(records.map(({ dataHash }) => dataHash))];
  return (
    <Section id="reproduce" title="Reproduce">
      <p>
        One command trains every run again; finished runs are skipped unless another folder is
        given:
      </p>
      <pre tabIndex={0}>{`deno task experiment experiments/${record.slug}.ts --out again`}</pre>
      {records.length > 0 && (
        <dl>
          <dt>Bit contract</dt>
          <dd>{contracts.join(", ")}</dd>
          <dt>SHA-256 of the data</dt>
          <dd>{data.map((hash) => <code key={hash}>{hash}</code>)}</dd>
        </dl>
      )}
      <p class="aside">
        Each run's identity is the SHA-256 of its plan, the data and the contract. The same identity
        gives the same bytes in <code>run.json</code>, <code>steps.csv</code> and{" "}
        <code>epochs.csv</code> on any machine.
      </p>
    </Section>
  );
}
