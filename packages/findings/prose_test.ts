import { assertEquals, assertMatch, assertStrictEquals, assertThrows } from "@std/assert";
import { findingsOf } from "./findings.ts";
import { fillProse } from "./prose.ts";
import { sampleLogs } from "./samples/sample_logs.ts";
import { SMALL } from "./samples/samples.ts";
import { gatherVariants } from "./variants.ts";

/** The sample, whose variants are rmsprop and adam, with an answer. */
function answered(answer: string) {
  const logs = sampleLogs(SMALL);
  return { ...logs, record: { ...logs.record, answer } };
}

function filled(answer: string): string {
  return findingsOf(answered(answer)).logs.record.answer!;
}

Deno.test("fillProse shows what tables show, and as much of it as is asked for", () => {
  assertEquals(filled("{{testAccuracy of adam}}"), "0.333 ± 0.006");
  assertEquals(filled("{{mean testAccuracy of adam}} or so"), "0.333 or so");
  assertEquals(filled("{{deviation testAccuracy of adam}}"), "0.006");
  assertEquals(filled("n = {{n testAccuracy of adam}}"), "n = 2");
  assertMatch(filled("{{interval testAccuracy of adam}}"), /^\[0\.\d{3}, 0\.\d{3}\]$/);
  assertMatch(
    filled("{{all testAccuracy of adam}}"),
    /^0\.333 ± 0\.006, 95 % interval \[0\.\d{3}, 0\.\d{3}\], n = 2$/,
  );
  assertEquals(
    filled("{{testAccuracy of rmsprop minus adam}}"),
    "−0.073 [−0.129, −0.016]",
  );
});

Deno.test("fillProse fills in every text of an experiment, and says where each number stands", () => {
  const logs = sampleLogs(SMALL);
  const text = "{{n trainLoss of adam}}";
  const claims = logs.record.claims.map((claim) => ({ ...claim, says: text }));
  const report = [
    { kind: "text", text },
    { kind: "chart", name: "gap", caption: text },
    { kind: "chart", name: "train-loss" },
  ] as const;
  const texts = { question: text, expectation: text, answer: text };
  const found = findingsOf({ ...logs, record: { ...logs.record, ...texts, claims, report } });
  const { question, expectation, answer } = found.logs.record;
  assertEquals(found.logs.record.report, [
    { kind: "text", text: "2" },
    { kind: "chart", name: "gap", caption: "2" },
    { kind: "chart", name: "train-loss" },
  ]);
  assertEquals([question, expectation, answer, ...found.claims.map(({ claim }) => claim.says)], [
    "2",
    "2",
    "2",
    "2",
    "2",
  ]);
  assertEquals(
    found.references.map(({ place }) => place),
    [
      "question",
      "expectation",
      "answer",
      "claims.0.says",
      "claims.1.says",
      "report.0.text",
      "report.1.caption",
    ],
  );
  const { written, show, metric, of, shown, numbers } = found.references[0]!;
  assertEquals([written, show, metric, of, shown, numbers.n], [
    text,
    "n",
    "trainLoss",
    "adam",
    "2",
    2,
  ]);
});

Deno.test("fillProse does not change a record without references", () => {
  const { record, ...rest } = sampleLogs(SMALL);
  assertStrictEquals(fillProse(record, gatherVariants({ record, ...rest })).record, record);
});

Deno.test("fillProse names the file and the text whose reference leads nowhere", () => {
  assertThrows(
    () => findingsOf(answered("{{testAccuracy of adamm}}")),
    SyntaxError,
    `Cannot fill in the prose of experiments/${SMALL.slug}.ts: answer: "{{testAccuracy of adamm}}": ` +
      'unknown variant "adamm", did you mean "adam"?',
  );
  assertThrows(
    () => findingsOf(answered("{{testViewsAccuracy of adam}}")),
    SyntaxError,
    "no run has measured it",
  );
  assertThrows(
    () => findingsOf(answered("It reaches 33.3 %")),
    SyntaxError,
    '"33.3 %" is typed by hand',
  );
  assertThrows(
    () => findingsOf(answered("{{it}} ".repeat(1000))),
    SyntaxError,
    "; and 995 more",
  );
});

Deno.test("fillProse shows a dash for results that do not exist yet", () => {
  const logs = answered("{{testAccuracy of adam}}");
  const runs = logs.runs.map(({ planned }) => ({ planned, state: "missing" } as const));
  assertEquals(findingsOf({ ...logs, runs }).logs.record.answer, "—");
});
