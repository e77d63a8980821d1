import { assertEquals, assertMatch } from "@std/assert";
import { answerMetric, answerOf } from "./answer.ts";
import { findingsOf } from "./findings.ts";
import { sampleLogs, SMALL, UPDATE_RULES } from "@samebit/findings/samples";

Deno.test("answerOf names the best by what most claims compare, the next and the last", () => {
  const found = findingsOf(sampleLogs(UPDATE_RULES));
  const metric = answerMetric(found);
  const [first, last] = answerOf(found);
  assertMatch(first!, /^\w+ comes to the (lowest|highest) .+, [\d.]+.*; .+\(.*\).*\.$/);
  assertMatch(last!, /^Last is \w+ with /);
  assertEquals(found.claims.some(({ claim }) => claim.metric === metric.name), true);
});

Deno.test("answerOf says nothing where there are no two numbers to compare", () => {
  const one = { ...SMALL, variants: SMALL.variants.slice(0, 1), claims: [] };
  assertEquals(answerOf(findingsOf(sampleLogs(one))), []);
});
