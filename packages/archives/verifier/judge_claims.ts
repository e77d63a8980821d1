/**
 * The claims of an archive, judged as its page judges them, from repeated runs.
 */
import {
  type ClaimResult,
  describeOpen,
  describeWithin,
  type Findings,
  metricNamed,
  showCentre,
  showInterval,
  showNumber,
  subjectOf,
} from "@samebit/findings";
import { identitiesOf } from "./subjects.ts";

/** The verdict on a claim, as people and programs search for it. */
export type ClaimWord = "PASS" | "FAIL" | "inside the noise" | "not decided";

/** A claim and its verdict. */
export interface JudgedClaim {
  /** Its number, from 1. */
  readonly claim: number;
  /** Its sentence. */
  readonly says: string;
  /** Whether it has to hold. */
  readonly must: boolean;
  /** The verdict. */
  readonly result: ClaimWord;
  /** Why, if the numbers alone do not say it. */
  readonly reason?: string;
  /** Its numbers as a sentence. */
  readonly shown: string;
  /** Its numbers: the mean of the deciding quantity, and its 95 % interval. */
  readonly numbers: {
    readonly n: number;
    readonly mean?: number;
    readonly interval?: readonly number[];
  };
  /** How many of its runs were repeated and are the same, of how many. */
  readonly runs: { readonly same: number; readonly all: number };
}

const WORDS = {
  supported: "PASS",
  refuted: "FAIL",
  "inside the noise": "inside the noise",
  "not decided": "not decided",
} as const;

/**
 * Judges the claims.
 *
 * @param same The identities of runs that were the same, and of those that were not.
 */
export function judgeClaims(
  { logs, claims }: Findings,
  { same, different }: {
    readonly same: ReadonlySet<string>;
    readonly different: ReadonlySet<string>;
  },
): JudgedClaim[] {
  return claims.map((result, at) => {
    const runs = [...identitiesOf(logs, at + 1)];
    const wrong = runs.filter((identity) => different.has(identity)).length;
    const { claim: { says, must = false }, verdict, reason, difference } = result;
    const why = wrong > 0 ? `${wrong} of its ${runs.length} runs differ` : reason;
    return {
      claim: at + 1,
      says,
      must,
      result: wrong > 0 ? "FAIL" : WORDS[verdict],
      ...(why !== undefined && { reason: why }),
      shown: showNumbers(result),
      numbers: {
        n: difference?.n ?? 0,
        ...(difference && { mean: difference.mean }),
        ...(difference?.interval && { interval: difference.interval }),
      },
      runs: { same: runs.filter((identity) => same.has(identity)).length, all: runs.length },
    };
  });
}

function showNumbers({ claim, subject, other, difference, distance }: ClaimResult): string {
  if (subject === undefined || difference === undefined) return "";
  const metric = metricNamed(claim.metric);
  const mean = `${metric.title} of ${subjectOf(claim)} ${showCentre(subject, metric)}${
    describeOpen(subject)
  }`;
  if (claim.near !== undefined) {
    return `${mean}, off by ${showNumber(distance, ".2~e")} of ${claim.than}`;
  }
  const than = other === undefined
    ? `against ${claim.than}`
    : `of ${claim.than} ${showCentre(other, metric)}${describeOpen(other)}`;
  const interval = showInterval(difference, metric);
  return `${mean}, ${than}, difference ${showCentre(difference, metric)}${
    interval === "" ? "" : ` ${interval}`
  }${describeWithin(difference)}${
    claim.margin === undefined ? "" : `, margin ${claim.margin}`
  }, n = ${difference.n}`;
}

/** A line about a judged claim. */
export function describeClaim({ result, says, reason, shown, must, runs }: JudgedClaim): string {
  const partly = runs.same < runs.all ? `; ${runs.same} of its ${runs.all} runs repeated` : "";
  return `${result.padEnd(16)}  ${says}${must ? " (must hold)" : ""}: ${
    [reason, shown].filter((part) => part).join("; ")
  }${partly}`;
}
