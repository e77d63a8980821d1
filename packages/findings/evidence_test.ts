import { assertEquals } from "@std/assert";
import type { Claim } from "@samebit/runlog";
import type { ClaimResult } from "./claims.ts";
import { evidenceOf, seedsWanted } from "./evidence.ts";
import { summarize } from "@samebit/statistics";

const CLAIM: Claim = { says: "", metric: "testAccuracy", higher: "a", than: "b" };

function compare(a: readonly number[], b: readonly number[]): ClaimResult {
  const difference = summarize(a.map((value, at) => value - b[at]!));
  const verdict = "inside the noise";
  return { claim: CLAIM, verdict, subject: summarize(a), other: summarize(b), difference };
}

Deno.test("evidenceOf gives both sides and their difference with its interval", () => {
  assertEquals(
    evidenceOf(compare([0.9, 0.92, 0.94], [0.9, 0.9, 0.9])),
    "0.920 ± 0.020 against 0.900 ± 0.000; difference 0.020 [−0.030, 0.070], paired by seed",
  );
});

Deno.test("evidenceOf says how far a number is from another, and nothing without a number", () => {
  const claim: Claim = { says: "", metric: "firstLoss", near: "a", within: 0.01, than: 2.3 };
  const near = {
    claim,
    verdict: "supported",
    subject: summarize([2.31]),
    distance: 0.00435,
  } as const;
  assertEquals(evidenceOf(near), "2.31 against 2.3; off by 0.43%, at most 1%");
  assertEquals(evidenceOf({ claim: CLAIM, verdict: "not decided", reason: "none" }), "");
});

Deno.test("seedsWanted mentions only claims inside the noise", () => {
  const result = compare([0.9, 0.92, 0.94], [0.9, 0.9, 0.9]);
  assertEquals(seedsWanted(result), "about 7 seeds would decide, if these numbers stay");
  assertEquals(seedsWanted({ ...result, verdict: "supported" }), "");
});
