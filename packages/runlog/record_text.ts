/**
 * The text of `run.json` and `experiment.json`: keys in the order in which the types declare them,
 * those of a plan in the order of `resolve.ts`, two spaces of indent, a line feed at the end, so
 * equal records are equal bytes; key by key in `docs/contracts/10-files.md`. Reading checks every
 * field that a page, a claim or a verification relies on.
 */
import { readBaselines } from "./baseline_record.ts";
import { readNetworks } from "./network_record.ts";
import type { EpochRow } from "./columns.ts";
import {
  type Claim,
  type ExperimentRecord,
  type Json,
  type JsonObject,
  METRIC_NAMES,
  type MetricName,
  type PlannedRun,
  type RunRecord,
  type RunResult,
  type SearchTrail,
  type SplitResult,
  type TrailRow,
  type Warning,
} from "./record.ts";
import {
  boolean,
  count,
  fieldsOf,
  type Found,
  jsonObject,
  listOf,
  mapOf,
  matching,
  number,
  numberToJson,
  oneOf,
  optional,
  parseJson,
  text,
  unexpected,
} from "./record_checks.ts";
import { PAGE_SECTIONS, type ReportItem } from "./report_item.ts";
import { EXPERIMENT_FILES, RUN_FILES } from "./run_files.ts";
import { isStepsTo } from "./steps_to.ts";
import { recordsOf, taskOf, taskOfDeclaration } from "./tasks/records.ts";
import { ownFiguresOf, TASK_NAMES, type TaskName } from "./tasks/registry.ts";

/**
 * The text of a record. Numbers of results that JSON cannot write (`NaN`, `Infinity`, `-Infinity`,
 * `-0`) become strings; elsewhere they are errors.
 *
 * @throws {SyntaxError} if the record would not read back.
 */
export function formatRecord(record: RunRecord | ExperimentRecord): string {
  // What a caller built passes the same checks as what a stranger wrote.
  const checked = "slug" in record
    ? experimentToJson(
      readExperimentRecord({ value: experimentToJson(record), place: EXPERIMENT_FILES.record }),
    )
    : runToJson(readRunRecord({ value: record, place: RUN_FILES.record }));
  return JSON.stringify(checked, null, 2) + "\n";
}

/**
 * Reads the text of a `run.json`; `source` is the file's name for messages.
 *
 * @throws {SyntaxError} naming file and field, if the text is not JSON or not such a record.
 */
export function parseRunRecord(text: string, source: string): RunRecord {
  return readRunRecord(parseJson(text, source));
}

/**
 * Reads the text of an `experiment.json`; `source` is the file's name for messages.
 *
 * @throws {SyntaxError} naming file and field, if the text is not JSON or not such a record.
 */
export function parseExperimentRecord(text: string, source: string): ExperimentRecord {
  return readExperimentRecord(parseJson(text, source));
}

const hash = matching(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
const slug = matching(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case letters, digits and hyphens");
const folder = matching(
  /^runs\/[a-z0-9][a-z0-9.-]*$/,
  '"runs/" and lower-case letters, digits, dots and hyphens',
);
const ended = oneOf(["completed", "stopped early", "diverged"]);
const itemKind = oneOf(["text", "chart", "section"]);
const section = oneOf(PAGE_SECTIONS);
const decision = oneOf(["promoted", "stopped", "made", "chosen"]);
const metricOfOneWord = oneOf(METRIC_NAMES);
const metric = (found: Found): MetricName =>
  typeof found.value === "string" && isStepsTo(found.value) ? found.value : metricOfOneWord(found);

function readRunRecord(found: Found): RunRecord {
  const field = fieldsOf(found, [
    "identity",
    "contract",
    "dataHash",
    "plan",
    "warnings",
    "classWeights",
    "columns",
    "ended",
    "result",
  ]);
  const plan = jsonObject(field("plan"));
  const task = taskIn(field("plan"));
  const record = {
    identity: hash(field("identity")),
    contract: count(field("contract")),
    dataHash: hash(field("dataHash")),
    plan,
    warnings: listOf(field("warnings"), text),
    ...given("classWeights", optional(field("classWeights"), (each) => listOf(each, number))),
    ...given("columns", optional(field("columns"), (each) => listOf(each, text))),
    ...given("ended", optional(field("ended"), ended)),
    ...given("result", optional(field("result"), (each) => readResult(each, task))),
  };
  if ((record.ended === undefined) !== (record.result === undefined)) {
    const missing = record.ended === undefined ? "ended" : "result";
    throw unexpected(field(missing), "both `ended` and `result`, or neither");
  }
  return record;
}

/** The task that a plan or the settings of a declaration name. */
function taskIn(found: Found): TaskName {
  optional(fieldsOf(found)("task"), oneOf(TASK_NAMES));
  return taskOf(found.value as JsonObject);
}

function readResult(found: Found, task: TaskName): RunResult {
  const field = fieldsOf(found, [
    "steps",
    "epochs",
    "final",
    "best",
    "test",
    "testViews",
    "firstLoss",
    "divergedAt",
  ]);
  return {
    steps: count(field("steps")),
    epochs: count(field("epochs")),
    final: readEpochRow(field("final"), task),
    best: readEpochRow(field("best"), task),
    ...given("test", optional(field("test"), (each) => readSplit(each, task))),
    ...given("testViews", optional(field("testViews"), (each) => readFigures(each, task))),
    ...given("firstLoss", optional(field("firstLoss"), number)),
    ...given("divergedAt", optional(field("divergedAt"), readPlace)),
  };
}

function readEpochRow(found: Found, task: TaskName): EpochRow {
  const names = recordsOf(task).epochs.map(({ name }): string => name);
  const row = mapOf(found, number);
  const field = fieldsOf(found);
  // Columns that the run's plan switched on follow the declared ones.
  const all = [...names, ...Object.keys(row).filter((name) => !names.includes(name))];
  return Object.fromEntries(all.map((name) => [name, number(field(name))])) as EpochRow;
}

function readSplit(found: Found, task: TaskName): SplitResult {
  const names = ownFiguresOf(task);
  const field = fieldsOf(found, [...names, "loss", "examples"]);
  const figures = Object.fromEntries(names.map((name) => [name, number(field(name))]));
  return { ...figures, loss: number(field("loss")), examples: count(field("examples")) };
}

function readFigures(found: Found, task: TaskName): RunResult["testViews"] & object {
  const names = ownFiguresOf(task);
  const field = fieldsOf(found, [...names]);
  return Object.fromEntries(names.map((name) => [name, number(field(name))]));
}

function readPlace(found: Found): { step: number; place: string } {
  const field = fieldsOf(found, ["step", "place"]);
  return { step: count(field("step")), place: text(field("place")) };
}

function readExperimentRecord(found: Found): ExperimentRecord {
  const field = fieldsOf(found, [
    "slug",
    "file",
    "title",
    "question",
    "expectation",
    "answer",
    "claims",
    "report",
    "declaration",
    "warnings",
    "baselines",
    "networks",
    "moreNetworks",
    "search",
    "runs",
  ]);
  const declaration = jsonObject(field("declaration"));
  const { name: scored } = recordsOf(taskOfDeclaration(declaration)).choice;
  return {
    slug: slug(field("slug")),
    ...given("file", optional(field("file"), text)),
    title: text(field("title")),
    question: text(field("question")),
    expectation: text(field("expectation")),
    ...given("answer", optional(field("answer"), text)),
    claims: listOf(field("claims"), readClaim),
    ...given("report", optional(field("report"), (each) => listOf(each, readReportItem))),
    declaration,
    ...given("warnings", optional(field("warnings"), readWarnings)),
    ...given("baselines", optional(field("baselines"), readBaselines)),
    ...given("networks", optional(field("networks"), readNetworks)),
    ...given("moreNetworks", optional(field("moreNetworks"), count)),
    ...given("search", optional(field("search"), (each) => readTrail(each, scored))),
    runs: listOf(field("runs"), readPlannedRun),
  };
}

function readWarnings(found: Found): readonly Warning[] {
  return listOf(found, (each) => {
    const field = fieldsOf(each, ["where", "what", "remedy"]);
    return {
      where: text(field("where")),
      what: text(field("what")),
      ...given("remedy", optional(field("remedy"), text)),
    };
  });
}

function readClaim(found: Found): Claim {
  const field = fieldsOf(found, [
    "says",
    "metric",
    "lower",
    "higher",
    "near",
    "within",
    "equivalent",
    "margin",
    "than",
    "must",
  ]);
  const than = field("than");
  const claim = {
    says: text(field("says")),
    metric: metric(field("metric")),
    ...given("lower", optional(field("lower"), text)),
    ...given("higher", optional(field("higher"), text)),
    ...given("near", optional(field("near"), text)),
    ...given("within", optional(field("within"), number)),
    ...given("equivalent", optional(field("equivalent"), text)),
    ...given("margin", optional(field("margin"), number)),
    than: typeof than.value === "number" ? number(than) : text(than),
    ...given("must", optional(field("must"), boolean)),
  };
  const sides = ["lower", "higher", "near", "equivalent"].filter((side) => side in claim);
  if (sides.length !== 1) throw unexpected(found, "`lower`, `higher`, `near` or `equivalent`");
  if (
    ("equivalent" in claim) !== ("margin" in claim) ||
    ("equivalent" in claim && (typeof claim.than !== "string" || !(claim.margin! > 0)))
  ) {
    throw unexpected(found, "`equivalent` with a `margin` above 0 and a variant in `than`");
  }
  if (
    ("near" in claim) !== ("within" in claim) ||
    ("near" in claim && claim.than !== Number(claim.than))
  ) {
    throw unexpected(found, "`near` with `within` and a number in `than`");
  }
  return claim;
}

function readReportItem(found: Found): ReportItem {
  const kind = itemKind(fieldsOf(found)("kind"));
  if (kind === "text") {
    const field = fieldsOf(found, ["kind", "heading", "text"]);
    const heading = given("heading", optional(field("heading"), text));
    return { kind, ...heading, text: text(field("text")) };
  }
  if (kind === "section") {
    return { kind, name: section(fieldsOf(found, ["kind", "name"])("name")) };
  }
  const field = fieldsOf(found, ["kind", "name", "caption"]);
  const caption = given("caption", optional(field("caption"), text));
  return { kind, name: text(field("name")), ...caption };
}

function readPlannedRun(found: Found): PlannedRun {
  const field = fieldsOf(found, [
    "variant",
    "compared",
    "tuned",
    "seed",
    "identity",
    "folder",
    "untilEpoch",
  ]);
  return {
    variant: text(field("variant")),
    compared: mapOf(field("compared"), text),
    tuned: mapOf(field("tuned"), text),
    seed: count(field("seed")),
    identity: hash(field("identity")),
    folder: folder(field("folder")),
    ...given("untilEpoch", optional(field("untilEpoch"), count)),
  };
}

function readTrail(found: Found, scored: string): SearchTrail {
  const field = fieldsOf(found, ["kind", "settings", "seeds", "trials"]);
  return {
    kind: text(field("kind")),
    settings: jsonObject(field("settings")),
    seeds: listOf(field("seeds"), count),
    trials: listOf(field("trials"), (each) => readTrailRow(each, scored)),
  };
}

function readTrailRow(found: Found, scored: string): TrailRow {
  const field = fieldsOf(found, [
    "variant",
    "round",
    "trial",
    "tuned",
    "epochs",
    scored,
    "decision",
  ]);
  return {
    variant: text(field("variant")),
    round: count(field("round")),
    trial: count(field("trial")),
    tuned: mapOf(field("tuned"), text),
    epochs: count(field("epochs")),
    score: number(field(scored)),
    decision: decision(field("decision")),
  };
}

function given<Name extends string, T>(
  name: Name,
  value: T | undefined,
): { readonly [N in Name]?: T } {
  return value === undefined ? {} : { [name]: value } as { [N in Name]: T };
}

function runToJson(record: RunRecord): Json {
  if (record.result === undefined) return record as unknown as Json;
  const { steps, epochs, final, best, test, testViews, firstLoss, divergedAt } = record.result;
  const result = {
    steps,
    epochs,
    final: numbersToJson(final),
    best: numbersToJson(best),
    ...given("test", test && numbersToJson({ ...test })),
    ...given("testViews", testViews && numbersToJson({ ...testViews })),
    ...given("firstLoss", firstLoss === undefined ? undefined : numberToJson(firstLoss)),
    ...given("divergedAt", divergedAt),
  };
  return { ...record, result } as unknown as Json;
}

function experimentToJson(record: ExperimentRecord): Json {
  const { search, runs, ...rest } = record;
  const { choice } = recordsOf(taskOfDeclaration(record.declaration));
  const searchJson = search && {
    ...search,
    trials: search.trials.map(({ score, decision, ...row }) => ({
      ...row,
      [choice.name]: numberToJson(score),
      decision,
    })),
  };
  return { ...rest, ...given("search", searchJson), runs } as unknown as Json;
}

function numbersToJson(row: Readonly<Record<string, number>>): Json {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, numberToJson(value)]),
  );
}
