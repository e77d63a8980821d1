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

Deno.test("answerOf says nothing if there are not two numbers to compare", () => {
  const one = { ...SMALL, variants: SMALL.variants.slice(0, 1), claims: [] };
  assertEquals(answerOf(findingsOf(sampleLogs(one))), []);
});

Deno.test("answerOf says which variants reach a claimed target, after how many steps, and which do not", () => {
  const claims = [{
    says: "Adam is fast",
    metric: "stepsTo(trainAccuracy, 0.95)",
    lower: "adam",
    than: "sgd",
  }] as const;
  assertEquals(answerOf(findingsOf(sampleLogs({ ...UPDATE_RULES, claims }))), [
    "adam reaches 95 % training accuracy after 147 ± 23 steps; 3 seeds do not tell rmsprop " +
    "(173 ± 23) from it; 3 variants do not in 400.",
  ]);
  const two = UPDATE_RULES.variants.filter(({ label }) => ["sgd", "adam"].includes(label));
  assertEquals(answerOf(findingsOf(sampleLogs({ ...UPDATE_RULES, variants: two, claims }))), [
    "adam reaches 95 % training accuracy after 147 ± 23 steps; sgd does not in 400.",
  ]);
});
