/**
 * The findings: each claim with its verdict and the numbers it rests on.
 */
import type { VNode } from "preact";
import type { ClaimResult } from "../claims.ts";
import { METRICS } from "../metrics.ts";
import type { Summary } from "../statistics.ts";
import { showInterval, showMean, showNumber } from "./format.ts";
import { Section, VerdictBadge, Words } from "./parts.tsx";

/** All claims of an experiment. */
export function Claims({ results }: { readonly results: readonly ClaimResult[] }): VNode | null {
  if (results.length === 0) return null;
  return (
    <Section id="findings" title="Findings">
      <ul class="claims">
        {results.map((result, at) => <ClaimItem key={at} result={result} />)}
      </ul>
    </Section>
  );
}

function ClaimItem({ result }: { readonly result: ClaimResult }): VNode {
  const { claim, verdict, reason } = result;
  return (
    <li>
      <p>
        <VerdictBadge verdict={verdict} /> {claim.must && <span class="must">must hold</span>}
      </p>
      <p class="says">
        <Words>{claim.says}</Words>
      </p>
      {reason && (
        <p class="numbers">
          <Words>{reason}</Words>
        </p>
      )}
      {result.subject && <Numbers result={result} subject={result.subject} />}
    </li>
  );
}

function Numbers(
  { result: { claim, other, difference }, subject }: {
    readonly result: ClaimResult;
    readonly subject: Summary;
  },
): VNode {
  const metric = METRICS[claim.metric];
  const unit = metric.unit === "" ? "" : ` ${metric.unit}`;
  const paired = typeof claim.than === "string" ? ", paired by seed" : "";
  return (
    <p class="numbers">
      {metric.title}: <Words>{claim.lower ?? claim.higher ?? ""}</Words>{" "}
      {showNumber(subject.n === 0 ? undefined : subject.mean, metric.format)}
      {unit}, {typeof claim.than === "number" ? `compared with ${claim.than}` : (
        <>
          <Words>{claim.than}</Words>{" "}
          {showNumber(other && other.n > 0 ? other.mean : undefined, metric.format)}
        </>
      )}
      {unit}
      {difference && difference.n > 0 && (
        <>
          {`; difference ${showMean(difference, metric)} ${
            showInterval(difference, metric)
          }${unit} `}
          <span class="aside">
            ({difference.n > 1 && "mean ± deviation [95 % interval], "}n = {difference.n}
            {paired})
          </span>
        </>
      )}
    </p>
  );
}
