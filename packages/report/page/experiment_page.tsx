/**
 * The page of one experiment: question and answer first, then the evidence, then the conditions.
 */
import type {
  ColumnImportance,
  LabelPredictions,
  NumberPredictions,
  Predictions,
} from "@samebit/diagnostics";
import { Fragment, type VNode } from "preact";
import {
  AnswerChart,
  Charts,
  Contents,
  drawFigures,
  Inside,
  type PageFigure,
} from "@samebit/figures";
import {
  answerMetric,
  answerOf,
  type ClaimResult,
  type Findings,
  type FirstLayers,
  gatherCrowd,
  type LockState,
  lossOf,
  namedTargets,
  recordsOfVariants,
  showCount,
  subjectOf,
  type Variant,
} from "@samebit/findings";
import {
  CHART_SCRIPTS,
  Document,
  type Held,
  Licences,
  renderDocument,
  RERUN_SCRIPT,
  VerdictCounts,
  Words,
} from "@samebit/pages";
import { paletteOf } from "@samebit/plotting";
import { LAYER_METRICS, type MetricName, type PageSection } from "@samebit/runlog";
import type { ShownConfirmation } from "../confirmed.ts";
import { type OfferedRun, runsOfClaim } from "../reruns.ts";
import { Again } from "./again.tsx";
import { arrange, Arranged, figuresBySection, titlesOf } from "./arranged.tsx";
import { Best } from "./best.tsx";
import { Claims } from "./claims.tsx";
import { MACHINE, Machine } from "./machine.tsx";
import { isAllWhole, type Live, Progress } from "./progress.tsx";
import { Reproduce } from "./reproduce.tsx";
import { Runs } from "./runs.tsx";
import { SetupTables } from "./setup.tsx";
import { Steps } from "./steps.tsx";
import { Try } from "./try.tsx";
import { Summaries } from "./summary.tsx";
import { Warnings } from "./warnings.tsx";

const TITLES: Readonly<Record<PageSection, string>> = {
  findings: "Findings",
  answer: "At a glance",
  summary: "Summary",
  charts: "Charts",
  try: "Try it",
  inside: "Inside the network",
  steps: "Step through a run",
  setup: "Compared, tuned, fixed",
  runs: "Runs",
  again: "Run it again here",
  reproduce: "Reproduce",
};

/** What a reader may train here, and where. */
const OFFERS: readonly (readonly [part: PageSection, words: string])[] = [
  ["try", "Try other settings"],
  ["again", "Run one again here"],
];

/** What a page shows besides the logs. */
export interface Evidence {
  /** The weights of the variants' first layers, if they can be shown. */
  readonly firstLayers?: FirstLayers;
  /** What the variants say of the test split, where it is kept. */
  readonly predictions?: Predictions;
  /** The same for predicted numbers. */
  readonly numbers?: NumberPredictions;
  /** The same for several labels at once. */
  readonly labels?: LabelPredictions;
  /** What the runs owe to the columns of their tables, where it is measured. */
  readonly importance?: ColumnImportance;
  /** Whether the experiment has a lock; absent if unknown. */
  readonly lock?: LockState;
  /** How runs are getting on; absent on a page that does not follow them. */
  readonly live?: Live;
  /** The runs that the reader can repeat in the browser; their records are beside the page. */
  readonly reruns?: readonly OfferedRun[];
  /** Who else has repeated the runs. */
  readonly confirmed?: readonly ShownConfirmation[];
  /** What a single-file page contains; absent if it is in a folder with the other files. */
  readonly held?: Held;
  /** Whether the files of its runs and `report.json` are not beside the page. */
  readonly bare?: boolean;
}

/** The HTML of an experiment's page. The same logs give the same bytes. */
export function renderExperimentPage(found: Findings, evidence: Evidence = {}): string {
  const { title } = found.logs.record;
  // A page that follows its runs may offer some later.
  const offers = evidence.reruns !== undefined &&
    (evidence.live !== undefined || evidence.reruns.length > 0);
  const scripts = offers ? [...CHART_SCRIPTS, RERUN_SCRIPT] : CHART_SCRIPTS;
  return renderDocument(
    <Document
      title={`${title} – Samebit`}
      assets={evidence.held?.files ?? "../assets"}
      scripts={scripts}
      live={evidence.live !== undefined}
    >
      <ExperimentPage found={found} evidence={evidence} />
      {evidence.held && <Packed held={evidence.held} />}
    </Document>,
  );
}

/** What is kept in a page until a script needs it, and the licences for readers of its source. */
function Packed({ held: { packed, licences } }: { readonly held: Held }): VNode {
  return (
    <>
      {[...packed].map(([id, text]) => (
        <script
          key={id}
          id={id}
          type="text/plain"
          dangerouslySetInnerHTML={{ __html: text }}
        />
      ))}
      <Licences text={licences} />
    </>
  );
}

function ExperimentPage(
  {
    found,
    evidence: {
      firstLayers,
      predictions,
      numbers,
      labels,
      importance,
      lock,
      live,
      reruns = [],
      confirmed = [],
      held,
      bare,
    },
  }: {
    readonly found: Findings;
    readonly evidence: Evidence;
  },
): VNode {
  const { logs, variants, claims: results } = found;
  const { record } = logs;
  const losses = logs.runs.map((run) => lossOf(run.record));
  const { declaration, claims } = record;
  const named = claims.flatMap((claim) => [subjectOf(claim), String(claim.than)]);
  const { drawn, pool, pooled, all } = gatherCrowd(variants, new Set(named));
  const palette = paletteOf(drawn, declaration, pool?.label);
  const metrics = claims.map(({ metric }) => metric);
  const evidence = { firstLayers, predictions, numbers, labels, importance };
  const shownAsLines = pool ? [...drawn, pool] : drawn;
  const figures = drawFigures(all, {
    palette,
    drawn: shownAsLines,
    metrics,
    answer: answerMetric(found).name,
    record,
    ...evidence,
  });
  const arrangement = arrange(record.report, figures);
  const { others, leftOut } = arrangement;
  const ofPart = (part: PageFigure["part"]) => others.filter((each) => each.part === part);
  const isWithout = held !== undefined || bare === true;
  const parts: Readonly<Record<PageSection, VNode | null>> = {
    findings: results.length === 0 ? null : (
      <Claims
        results={results}
        losses={losses}
        verifiable={(claim) => runsOfClaim(claim, variants, reruns)}
      />
    ),
    answer: ofPart("answer").length === 0 ? null : <AnswerChart figure={ofPart("answer")[0]} />,
    summary: (
      <Summaries
        variants={variants}
        baselines={record.baselines ?? []}
        targets={namedTargets(found)}
        palette={palette}
      />
    ),
    charts: (
      <Charts
        figures={ofPart(undefined)}
        palette={palette}
        pooled={pooled}
        chosenBy={recordsOfVariants(variants).choiceInWords}
        hasBar={arrangement.named.size === 0}
      />
    ),
    try: reruns.length === 0 ? null : (
      <Try
        reruns={reruns}
        variants={variants}
        palette={palette}
        losses={losses}
        figures={figures.filter((figure) => !leftOut.includes(figure))}
      />
    ),
    inside: ofPart("inside").length === 0 ? null : (
      <Inside
        figures={ofPart("inside")}
        open={metrics.some((name) => LAYER_METRICS.some((each) => each === name))}
      />
    ),
    steps: reruns.length === 0 ? null : <Steps reruns={reruns} />,
    setup: <SetupTables variants={variants} palette={palette} record={record} />,
    runs: <Runs logs={logs} palette={palette} isAlone={isWithout} />,
    again: reruns.length === 0 ? null : (
      <Again
        reruns={reruns}
        losses={losses}
        whole={logs.runs.filter(({ state }) => state === "whole").length}
      />
    ),
    reproduce: <Reproduce found={found} lock={lock} />,
  };
  const follows = live !== undefined && !isAllWhole(live);
  const titles = titlesOf(arrangement, TITLES).filter(([id]) => parts[id as PageSection] !== null);
  const offers = OFFERS.filter(([part]) => titles.some(([id]) => id === part));
  return (
    <div class="layout">
      <Contents
        sections={[
          ...(follows ? [["progress", "Progress"] as const] : []),
          ...titles,
          [MACHINE, "Where it was made"],
        ]}
        figures={figuresBySection(arrangement)}
      />
      <div class="page">
        <PageHeader found={found} offers={offers} isAlone={held !== undefined} />
        <main>
          <Warnings found={found} />
          {live && <Progress live={live} palette={palette} />}
          <Arranged arrangement={arrangement} parts={parts} palette={palette} />
          <Machine
            found={found}
            drawn={shownAsLines}
            reruns={reruns}
            confirmed={confirmed}
            isAlone={isWithout}
          />
        </main>
      </div>
    </div>
  );
}

function PageHeader(
  { found: { logs: { record, runs }, variants, claims, references }, offers, isAlone }: {
    readonly found: Findings;
    readonly offers: typeof OFFERS;
    /** Whether there are no files beside the page. */
    readonly isAlone: boolean;
  },
): VNode {
  const count = (state: string) => runs.filter((run) => run.state === state).length;
  const rest = ([
    ["running", "unfinished"],
    ["stopped", "stopped by the search"],
    ["missing", "missing"],
  ] as const)
    .map(([state, text]) => [count(state), text] as const)
    .filter(([number]) => number > 0).map(([number, text]) => `, ${number} ${text}`).join("");
  return (
    <header>
      {!isAlone && (
        <p class="crumbs">
          <a href="../index.html">All experiments</a>
        </p>
      )}
      <h1>
        <Words>{record.title}</Words>
      </h1>
      <p class="question">
        <Words>{record.question}</Words>
      </p>
      <p class="expectation">
        <span class="aside">Expected:</span> <Words>{record.expectation}</Words>
      </p>
      <Answer sentences={answerOf({ claims, variants, references })} />
      {record.answer !== undefined && (
        <p class="answered">
          <span class="aside">Answered:</span> <Words>{record.answer}</Words>
        </p>
      )}
      {asksForBest(claims, variants) && <Best variants={variants} />}
      <p class="progress">
        <VerdictCounts verdicts={claims.map(({ verdict }) => verdict)} />
        {count("whole")} of {showCount(runs.length, "run")} complete{rest}
        {offers.length > 0 && (
          <span class="offer">
            {offers.map(([part, words]) => (
              <Fragment key={part}>
                {" · "}
                <a href={`#${part}`}>{words}</a>
              </Fragment>
            ))}
          </span>
        )}
      </p>
    </header>
  );
}

/** The answer to the question, as far as the numbers give one. */
function Answer({ sentences }: { readonly sentences: readonly string[] }): VNode | null {
  if (sentences.length === 0) return null;
  const [first, ...rest] = sentences;
  return (
    <p class="answer">
      <b>
        <Words>{first!}</Words>
      </b>
      {rest.length > 0 && " "}
      <Words>{rest.join(" ")}</Words>
    </p>
  );
}

/** Whether the choosing metric is what an experiment is about, judging by its claims. */
function asksForBest(results: readonly ClaimResult[], variants: readonly Variant[]): boolean {
  const asked = results.map(({ claim }) => claim.metric);
  const { testChoice, choice, choosing } = recordsOfVariants(variants);
  const chosenBy: readonly MetricName[] = [testChoice, choice.name, choosing];
  return asked.length === 0 || asked.some((metric) => chosenBy.includes(metric));
}
