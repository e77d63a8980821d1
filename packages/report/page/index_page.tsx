/**
 * The index, a gallery: every experiment of a folder with a picture, its question, its verdicts,
 * its best result and its runs, and a box to search them.
 */
import type { VNode } from "preact";
import type { LockState } from "../checklist.ts";
import { evaluateClaims } from "../claims.ts";
import { METRICS } from "../metrics.ts";
import type { ExperimentLogs } from "../read_experiment.ts";
import { gatherVariants, metricBySeed, summarizeMetric, type Variant } from "../variants.ts";
import { Document, renderDocument } from "./document.tsx";
import { showCount, showMean } from "./format.ts";
import { VerdictCounts, Words } from "./parts.tsx";
import { Thumbnail } from "./thumbnail.tsx";

/** Experiments from which on there is a box to search them. */
const MANY = 4;

/**
 * The HTML of the index over experiments, in the given order. `locks` says by slug whether an
 * experiment has a lock, where somebody has looked. A `live` page is served and follows the runs.
 */
export function renderIndexPage(
  experiments: readonly ExperimentLogs[],
  locks: Readonly<Record<string, LockState>> = {},
  live = false,
): string {
  return renderDocument(
    <Document title="Experiments – Samebit" assets="assets" scripts={["page.js"]} live={live}>
      <div class="page">
        <header>
          <h1>Experiments</h1>
          <p class="question">Same seed, same bits.</p>
        </header>
        <main>
          {experiments.length === 0 && <p>No experiment has been run yet.</p>}
          {experiments.length >= MANY && (
            <p class="search" hidden>
              <label>
                Search <input type="search" data-search="gallery" />
              </label>{" "}
              <output for="gallery" aria-live="polite" />
            </p>
          )}
          <ul class="gallery" id="gallery">
            {experiments.map((logs) => (
              <Entry key={logs.record.slug} logs={logs} lock={locks[logs.record.slug]} />
            ))}
          </ul>
        </main>
      </div>
    </Document>,
  );
}

function Entry({ logs, lock }: {
  readonly logs: ExperimentLogs;
  readonly lock: LockState | undefined;
}): VNode {
  const { record, runs } = logs;
  const whole = runs.filter(({ state }) => state === "whole").length;
  return (
    <li>
      <Thumbnail logs={logs} />
      <h2>
        <a href={`${record.slug}/index.html`}>
          <Words>{record.title}</Words>
        </a>
      </h2>
      <p>
        <Words>{record.question}</Words>
      </p>
      <p class="badges">
        <VerdictCounts verdicts={evaluateClaims(logs).map(({ verdict }) => verdict)} />
      </p>
      <BestResult variants={gatherVariants(logs)} />
      <p class="aside">
        {whole} of {showCount(runs.length, "run")} whole
        {lock === "present" && " · locked"}
        {lock === "absent" && " · no lock"}
      </p>
    </li>
  );
}

/** The variant with the best mean accuracy, on the test split where it was read. */
function BestResult({ variants }: { readonly variants: readonly Variant[] }): VNode | null {
  const tested = variants.some(({ chosen }) => metricBySeed(chosen, "testAccuracy").size > 0);
  const metric = METRICS[tested ? "testAccuracy" : "bestValidationAccuracy"];
  const ranked = variants
    .map(({ label, chosen }) => ({ label, summary: summarizeMetric(chosen, metric.name) }))
    .filter(({ summary }) => Number.isFinite(summary.mean))
    .toSorted((a, b) => b.summary.mean - a.summary.mean);
  const [best] = ranked;
  if (best === undefined) return null;
  return (
    <p class="best">
      {metric.title} <b>{showMean(best.summary, metric)}</b>
      {variants.length > 1 && (
        <>
          {" "}
          with <Words>{best.label}</Words>
        </>
      )}
    </p>
  );
}
