/**
 * The index: every experiment of a folder with its question, its verdicts and its runs.
 */
import type { VNode } from "preact";
import { evaluateClaims, type Verdict } from "../claims.ts";
import type { ExperimentLogs } from "../read_experiment.ts";
import { Document, renderDocument } from "./document.tsx";
import { showCount } from "./format.ts";
import { VerdictBadge, Words } from "./parts.tsx";

const VERDICTS: readonly Verdict[] = ["supported", "refuted", "inside the noise", "not decided"];

/** The HTML of the index over experiments, in the given order. */
export function renderIndexPage(experiments: readonly ExperimentLogs[]): string {
  return renderDocument(
    <Document title="Experiments – Samebit" assets="assets" scripts={[]}>
      <header class="page">
        <h1>Experiments</h1>
        <p class="question">Same seed, same bits.</p>
      </header>
      <main class="page">
        {experiments.length === 0 && <p>No experiment has been run yet.</p>}
        <ul class="gallery">
          {experiments.map((logs) => <Entry key={logs.record.slug} logs={logs} />)}
        </ul>
      </main>
    </Document>,
  );
}

function Entry({ logs }: { readonly logs: ExperimentLogs }): VNode {
  const { record, runs } = logs;
  const verdicts = evaluateClaims(logs).map(({ verdict }) => verdict);
  const whole = runs.filter(({ state }) => state === "whole").length;
  return (
    <li>
      <h2>
        <a href={`${record.slug}/index.html`}>
          <Words>{record.title}</Words>
        </a>
      </h2>
      <p>
        <Words>{record.question}</Words>
      </p>
      <p class="badges">
        {VERDICTS.map((verdict) => {
          const count = verdicts.filter((each) => each === verdict).length;
          return count > 0 && <VerdictBadge key={verdict} verdict={verdict} count={count} />;
        })}
      </p>
      <p class="aside">{whole} of {showCount(runs.length, "run")} whole</p>
    </li>
  );
}
