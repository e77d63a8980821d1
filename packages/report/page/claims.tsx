/**
 * The findings: each claim with its verdict, a picture of its interval and the numbers it rests on.
 */
import {
  type ClaimResult,
  describeOpen,
  describeWithin,
  type Metric,
  metricNamed,
  type MetricSummary,
  scriptJson,
  showCentre,
  showCount,
  showInterval,
  showMean,
  showNumber,
  subjectOf,
  unitOf,
} from "@samebit/findings";
import { IntervalStrip, Section, VerdictBadge, Words } from "@samebit/pages";
import type { Claim } from "@samebit/runlog";
import type { Summary } from "@samebit/statistics";
import type { VNode } from "preact";
import type { ClaimRuns } from "../reruns.ts";

/** All claims of an experiment. */
export function Claims({ results, losses, verifiable }: {
  readonly results: readonly ClaimResult[];
  /** The kinds of loss function of the runs. */
  readonly losses: readonly (string | undefined)[];
  /** The runs by which a claim can be verified on the page, if all that it needs are offered. */
  readonly verifiable: (claim: Claim) => ClaimRuns | undefined;
}): VNode | null {
  if (results.length === 0) return null;
  return (
    <Section id="findings" title="Findings">
      <p class="aside">
        Each claim with its verdict and the difference with its 95 % interval
        <span class="hint">; open one for the numbers that it rests on</span>.
      </p>
      <ul class="claims">
        {results.map((result, at) => (
          <ClaimItem key={at} result={result} losses={losses} runs={verifiable(result.claim)} />
        ))}
      </ul>
    </Section>
  );
}

function ClaimItem({ result, losses, runs }: {
  readonly result: ClaimResult;
  readonly losses: readonly (string | undefined)[];
  readonly runs: ClaimRuns | undefined;
}): VNode {
  const { claim, verdict, reason, difference, distance } = result;
  const metric = metricNamed(claim.metric);
  const isNear = claim.near !== undefined;
  return (
    <li class={verdict.replaceAll(" ", "-")}>
      <details>
        <summary>
          <span class="head">
            <VerdictBadge verdict={verdict} />
            {claim.must && <span class="must">must hold</span>}
          </span>
          <span class="says">
            <Words>{claim.says}</Words>
          </span>
          <span class="gist">
            {reason
              ? <Words>{reason}</Words>
              : isNear
              ? `off by ${showNumber(distance, ".2~e")}`
              : `${showCentre(difference!, metric)} ${showInterval(difference!, metric)}${
                describeWithin(difference!)
              }`}
          </span>
          {difference?.interval && !isNear && (
            <IntervalStrip
              mean={difference.mean}
              interval={difference.interval}
              claimed={claim.margin ?? (claim.lower === undefined ? "above" : "below")}
              zero={typeof claim.than === "number" ? String(claim.than) : "no difference"}
            />
          )}
        </summary>
        <div class="evidence">
          {result.subject
            ? <Numbers result={result} subject={result.subject} losses={losses} />
            : <p class="basis">No run has this metric yet.</p>}
          {runs && verdict !== "not decided" && <Verify result={result} runs={runs} />}
        </div>
      </details>
    </li>
  );
}

/** The button that repeats the runs of a claim and judges it by them. */
function Verify({ result: { claim, verdict }, runs: sides }: {
  readonly result: ClaimResult;
  readonly runs: ClaimRuns;
}): VNode {
  return (
    <div class="verify" hidden>
      <button type="button" data-verify>Verify this claim</button>{" "}
      <span class="aside">
        repeats {showCount(sides.flat().length, "run")} in your browser
      </span>
      <p class="again-verdict" role="status" />
      <script
        type="application/json"
        dangerouslySetInnerHTML={{ __html: scriptJson({ claim, verdict, sides }) }}
      />
    </div>
  );
}

function Numbers(
  { result: { claim, other, difference, distance }, subject, losses }: {
    readonly result: ClaimResult;
    readonly subject: Summary;
    readonly losses: readonly (string | undefined)[];
  },
): VNode {
  if (claim.near !== undefined) {
    return <Distance claim={claim} subject={subject} distance={distance} />;
  }
  const metric = metricNamed(claim.metric);
  const shown = unitOf(metric.unit, losses);
  const unit = shown === "" ? "" : `, ${shown}`;
  const paired = typeof claim.than === "string" ? ", paired by seed" : "";
  return (
    <>
      <dl class="numbers">
        <Number term={subjectOf(claim)} summary={subject} metric={metric} />
        {typeof claim.than === "number"
          ? (
            <div>
              <dt>compared with</dt>
              <dd>{claim.than}</dd>
            </div>
          )
          : <Number term={claim.than} summary={other} metric={metric} />}
        {difference && difference.n > 0 && (
          <div>
            <dt>difference{difference.interval && ", 95 % interval"}</dt>
            <dd>
              {showCentre(difference, metric)} {showInterval(difference, metric)}
              {describeWithin(difference)}
            </dd>
          </div>
        )}
        {claim.margin !== undefined && (
          <div>
            <dt>equivalent within</dt>
            <dd>±{claim.margin}</dd>
          </div>
        )}
      </dl>
      <p class="basis">
        {metric.title}
        {unit}; mean ± deviation; n = {difference?.n ?? 0}
        {paired}
      </p>
    </>
  );
}

/** A number that should equal another: all its digits, and its distance from the other. */
function Distance(
  { claim, subject, distance }: {
    readonly claim: Claim;
    readonly subject: Summary;
    readonly distance: number | undefined;
  },
): VNode {
  const numbers = [
    [subjectOf(claim), subject.n > 0 ? subject.mean : "—"],
    ["compared with", claim.than],
    ["relative difference", distance === 0 ? "0" : showNumber(distance, ".2~e")],
    ["at most", showNumber(claim.within, ".2~e")],
  ] as const;
  return (
    <>
      <dl class="numbers">
        {numbers.map(([term, value]) => (
          <div key={term}>
            <dt>
              <Words>{term}</Words>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="basis">{metricNamed(claim.metric).title}; every run counts; n = {subject.n}</p>
    </>
  );
}

function Number(
  { term, summary, metric }: {
    readonly term: string;
    readonly summary: MetricSummary | undefined;
    readonly metric: Metric;
  },
): VNode {
  return (
    <div>
      <dt>
        <Words>{term}</Words>
      </dt>
      <dd>
        {summary && summary.n > 0 ? `${showMean(summary, metric)}${describeOpen(summary)}` : "—"}
      </dd>
    </div>
  );
}
