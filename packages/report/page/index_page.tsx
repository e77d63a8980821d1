/**
 * The index, a gallery: every experiment of a folder with a picture, its question, its verdicts,
 * its best result and its runs, and a box to search them.
 */
import type { VNode } from "preact";
import { Thumbnail } from "@samebit/figures";
import {
  type DamagedExperiment,
  type Findings,
  type LockState,
  showCount,
} from "@samebit/findings";
import { Document, renderDocument, Section, VerdictCounts, Words } from "@samebit/pages";
import type { ComparisonPage } from "@samebit/comparisons";
import { Best } from "./best.tsx";

/** Experiments from which on there is a box to search them. */
const MANY = 4;

/** What an index shows besides the findings of experiments. */
export interface IndexParts {
  /** By slug, whether an experiment has a lock, where somebody has looked. */
  readonly locks?: Readonly<Record<string, LockState>> | undefined;
  /** Whether the page is served and follows the runs. */
  readonly live?: boolean | undefined;
  /** Experiments that cannot be read; they are named below the others. */
  readonly damaged?: readonly DamagedExperiment[] | undefined;
  /** Pages that compare two experiments. */
  readonly comparisons?: readonly ComparisonPage[] | undefined;
}

/** The HTML of the index over experiments, in the given order. */
export function renderIndexPage(
  experiments: readonly Findings[],
  { locks = {}, live = false, damaged = [], comparisons = [] }: IndexParts = {},
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
            {experiments.map((found) => {
              const { slug } = found.logs.record;
              return <Entry key={slug} found={found} lock={locks[slug]} />;
            })}
          </ul>
          {comparisons.length > 0 && <Comparisons pages={comparisons} />}
          {damaged.length > 0 && <Damaged experiments={damaged} />}
        </main>
      </div>
    </Document>,
  );
}

/** Pages of two experiments side by side, as they were when they were written. */
function Comparisons({ pages }: { readonly pages: readonly ComparisonPage[] }): VNode {
  return (
    <Section id="comparisons" title="Side by side">
      <ul>
        {pages.map(({ folder, title }) => (
          <li key={folder}>
            <a href={`${folder}/index.html`}>
              <Words>{title}</Words>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Experiments whose files cannot be read, so that they are not mistaken for missing. */
function Damaged({ experiments }: {
  readonly experiments: readonly DamagedExperiment[];
}): VNode {
  return (
    <Section id="damaged" title="Cannot be read">
      <ul>
        {experiments.map(({ slug, reason }) => (
          <li key={slug}>
            <Words>{slug}</Words>
            {": "}
            <Words>{reason}</Words>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Entry({ found: { logs, variants, claims }, lock }: {
  readonly found: Findings;
  readonly lock: LockState | undefined;
}): VNode {
  const { record, runs } = logs;
  const whole = runs.filter(({ state }) => state === "whole").length;
  return (
    <li>
      <Thumbnail variants={variants} declaration={record.declaration} />
      <h2>
        <a href={`${record.slug}/index.html`}>
          <Words>{record.title}</Words>
        </a>
      </h2>
      <p>
        <Words>{record.question}</Words>
      </p>
      <p class="badges">
        <VerdictCounts verdicts={claims.map(({ verdict }) => verdict)} />
      </p>
      <Best variants={variants} />
      <p class="aside">
        {whole} of {showCount(runs.length, "run")} complete
        {lock === "present" && " · locked"}
        {lock === "absent" && " · no lock"}
      </p>
    </li>
  );
}
