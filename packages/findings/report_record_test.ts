import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findingsOf } from "./findings.ts";
import { namedTargets } from "./named_targets.ts";
import { describeFindings, formatReport, type ReportRecord } from "./report_record.ts";
import { sampleLogs, SMALL, TUNED } from "./samples/mod.ts";

const SCHEMA = new URL("../../docs/report-json.md", import.meta.url);

/** A sample with claims of every kind, and what a whole one and a half-made one say of it. */
function reports(): ReportRecord[] {
  const claims = [
    ...SMALL.claims.map((claim) => ({ ...claim, must: true })),
    { says: "is about 0.9", metric: "testAccuracy", near: "adam", than: 0.9, within: 0.5 } as const,
    { says: "of nobody", metric: "trainLoss", lower: "nobody", than: 1 } as const,
  ];
  const made = sampleLogs({ ...SMALL, claims });
  const answer = "{{testAccuracy of adam}}, {{mean trainLoss of adam minus rmsprop}}";
  const logs = { ...made, record: { ...made.record, answer } };
  const [first, ...others] = logs.runs;
  const missing = { planned: first!.planned, state: "missing" } as const;
  const files = { "run.json": "00" };
  return [
    describeFindings(findingsOf({ ...logs, stale: ["runs/old"] }), {
      filesOf: () => files,
      page: "00",
      diagnostics: new Map([["adam", { calibrationError: new Map([[1, 0.25], [2, 0.5]]) }]]),
    }),
    describeFindings(findingsOf({ ...logs, runs: [missing, ...others] })),
    describeFindings(findingsOf(sampleLogs(TUNED))),
    describeFindings(findingsOf(sampleLogs({ ...SMALL, claims: TARGETED }))),
  ];
}

const TARGETED = [
  {
    says: "RMSProp is faster",
    metric: "stepsTo(trainAccuracy, 0.9)",
    lower: "rmsprop",
    than: "adam",
  },
  {
    says: "They end alike",
    metric: "trainLoss",
    equivalent: "adam",
    than: "rmsprop",
    margin: 0.1,
  },
] as const;

/** What the tables of the page say may be at a path. */
async function schema(): Promise<Map<string, readonly string[]>> {
  const text = await Deno.readTextFile(SCHEMA);
  const rows = [...text.matchAll(/^\| `([^`]+)` +\| ([a-z, ]+?) +\|/gm)];
  return new Map(rows.map(([, path, kinds]) => [path!, kinds!.split(", ")]));
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  const kinds: Record<string, string> = { string: "text", number: "number", boolean: "truth" };
  return kinds[typeof value] ?? "object";
}

/** Every path to a value that the schema describes, with the values that are found there. */
function visit(
  value: unknown,
  path: string,
  known: Map<string, readonly string[]>,
  found: Map<string, string[]>,
): void {
  if (known.has(path) || typeof value !== "object" || value === null) {
    found.set(path, [...found.get(path) ?? [], kindOf(value)]);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const deeper = Array.isArray(value)
      ? `${path}[]`
      : /\.(metrics|diagnostics|files)$/.test(path)
      ? `${path}.*`
      : path === ""
      ? name
      : `${path}.${name}`;
    visit(member, deeper, known, found);
  }
}

Deno.test("describeFindings gives what docs/report-json.md says, and all of it", async () => {
  const known = await schema();
  const found = new Map<string, string[]>();
  for (const report of reports()) visit(report, "", known, found);
  for (const summary of reports().flatMap(({ claims }) => claims)) {
    for (const [name, numbers] of Object.entries(summary.numbers)) {
      assert(["subject", "other", "difference", "distance"].includes(name), name);
      if (typeof numbers !== "number") visit(numbers, "", known, found);
    }
  }
  assertEquals([...found.keys()].sort(), [...known.keys()].sort());
  for (const [path, kinds] of found) {
    for (const kind of kinds) assert(known.get(path)!.includes(kind), `${path} holds a ${kind}`);
  }
});

Deno.test("describeFindings gives a claim the numbers that its verdict rests on", () => {
  const [whole] = reports();
  const { verdict, numbers, relation, subject, than } = whole!.claims[1]!;
  assertEquals([relation, subject, than], ["higher", "rmsprop", "adam"]);
  const [low, high] = numbers.difference!.interval!;
  assertEquals(verdict, low > 0 ? "supported" : high < 0 ? "refuted" : "inside the noise");
  const { mean, bySeed } = whole!.variants[0]!.metrics["testAccuracy"]!;
  assertEquals(mean, (bySeed["1"]! + bySeed["2"]!) / 2);
  assertEquals(whole!.runs[0]!.metrics["testAccuracy"], bySeed["1"]);
});

Deno.test("describeFindings keeps runs that did not reach a target, and says which they are", () => {
  const found = findingsOf(sampleLogs({ ...SMALL, claims: TARGETED }));
  const { runs, variants, claims } = describeFindings(found);
  const [name] = namedTargets(found);
  assertEquals(runs.map(({ open }) => open), runs.map(() => [name]));
  assertEquals(runs.map(({ metrics }) => metrics[name!]), [6, 6, 6, 6]);
  assertEquals(variants[0]!.metrics[name!]!.open, 2);
  assertEquals(claims[0]!.numbers.difference!.within, 6);
  assertEquals([claims[1]!.relation, claims[1]!.margin], ["equivalent", 0.1]);
});

Deno.test("formatReport spells the numbers that JSON cannot write", () => {
  const text = formatReport({ all: [NaN, Infinity, -Infinity, -0, 0.5] });
  assertStringIncludes(text, '"NaN",\n    "Infinity",\n    "-Infinity",\n    "-0",\n    0.5\n');
});
