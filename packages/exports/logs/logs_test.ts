import { assert, assertEquals, assertRejects } from "@std/assert";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { RUN_FILES } from "@samebit/runlog";
import { createModel } from "../testing_models.ts";
import { crc32c, maskedCrc32c } from "./crc32c.ts";
import { experimentId, formatMlflowRun, runId } from "./mlflow.ts";
import { readSeries } from "./series.ts";
import { EVENT_FILE, formatEvents } from "./tensorboard.ts";
import { writeMlflow, writeTensorBoard } from "./write_logs.ts";

const { record, plan } = createModel({
  shape: [4],
  model: { kind: "fully-connected", hidden: [3] },
});

/** The folder of a run with two epochs of two steps. */
async function createRun() {
  const folder = await Deno.makeTempDir({ prefix: "samebit-" });
  const files = {
    [RUN_FILES.steps]:
      "step,epoch,learningRate,trainLoss\n1,1,0.5,2\n2,1,0.5,1.5\n3,2,0.5,1\n4,2,0.5,NaN\n",
    [RUN_FILES.epochs]:
      "epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy\n0,2,0.1,2,0.1\n1,1,0.5,1,0.25\n",
    [RUN_FILES.timing]: "epoch,wallSeconds\n0,1\n1,3\n2,4\n",
    [RUN_FILES.environment]: '{"started":"2026-01-01T00:00:00.000Z"}',
  };
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  const series = await readSeries({ folder, record, plan });
  return { folder, series: { ...series, name: "base-seed1" } };
}

const START = Date.parse("2026-01-01T00:00:00.000Z");

Deno.test("readSeries gives each number its step and its time of day", async () => {
  const { folder, series } = await createRun();
  const of = (name: string) =>
    series.points.filter((point) => point.name === name)
      .map(({ step, timeMs, value }) => [step, timeMs - START, value]);
  assertEquals(of("steps/trainLoss"), [[1, 2000, 2], [2, 3000, 1.5], [3, 3500, 1], [4, 4000, NaN]]);
  assertEquals(of("epochs/validationAccuracy"), [[0, 1000, 0.1], [2, 3000, 0.25]]);
  assertEquals([series.startMs, series.endMs], [START, START + 4000]);
  await Deno.writeTextFile(join(folder, RUN_FILES.steps), "step\nx\n");
  await assertRejects(() => readSeries({ folder, record, plan }), BadInput, "is damaged");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("crc32c gives the check value of the Castagnoli polynomial, masked as TensorFlow does", () => {
  const digits = new TextEncoder().encode("123456789");
  assertEquals(crc32c(digits), 0xe3069283);
  // RFC 3720, appendix B.4: 32 bytes of zeros.
  assertEquals(crc32c(new Uint8Array(32)), 0x8a9136aa);
  const turned = ((0xe3069283 >>> 15) | (0xe3069283 << 17)) >>> 0;
  assertEquals(maskedCrc32c(digits), (turned + 0xa282ead8) % 2 ** 32);
});

/** The messages of an event file, whose checksums are looked at. */
function* recordsIn(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    assertEquals(view.getUint32(at + 8, true), maskedCrc32c(bytes.subarray(at, at + 8)));
    const message = bytes.subarray(at + 12, at + 12 + length);
    assertEquals(view.getUint32(at + 12 + length, true), maskedCrc32c(message));
    yield message;
    at += length + 16;
  }
}

/** The fields of an event by their numbers: time 1, step 2, version 3, summary 5. */
function readEvent(message: Uint8Array): Record<string, unknown> {
  const reader = new BinaryReader(message);
  const event: Record<string, unknown> = {};
  while (reader.pos < reader.len) {
    const [field] = reader.tag();
    if (field === 1) event["time"] = reader.double();
    else if (field === 2) event["step"] = Number(reader.int64());
    else if (field === 3) event["version"] = reader.string();
    else {
      assertEquals(field, 5);
      reader.uint32();
      assertEquals(reader.tag()[0], 1);
      reader.uint32();
      assertEquals(reader.tag()[0], 1);
      event["tag"] = reader.string();
      assertEquals(reader.tag()[0], 2);
      event["value"] = reader.float();
    }
  }
  return event;
}

Deno.test("formatEvents writes a version and then a scalar for each number", async () => {
  const { folder, series } = await createRun();
  const [version, ...events] = [...recordsIn(formatEvents(series))].map(readEvent);
  assertEquals(version, { time: START / 1000, version: "brain.Event:2" });
  assertEquals(events.length, series.points.length);
  assertEquals(
    events.find(({ tag, step }) => tag === "epochs/validationAccuracy" && step === 2),
    { time: START / 1000 + 3, step: 2, tag: "epochs/validationAccuracy", value: 0.25 },
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("formatMlflowRun writes a plan as parameters, and metrics with every digit", async () => {
  const { folder, series } = await createRun();
  const files = formatMlflowRun({ name: "small", place: "file:///runs" }, series);
  const home = `${experimentId("small")}/${runId(series)}`;
  assert(/^\d{18}$/.test(experimentId("small")));
  assertEquals(files.get(`${home}/params/optimizer.learningRate`), "0.1");
  assertEquals(files.get(`${home}/params/model.hidden`), "[3]");
  assertEquals(files.get(`${home}/tags/mlflow.runName`), "base-seed1");
  assertEquals(
    files.get(`${home}/metrics/steps/trainLoss`)!.split("\n").slice(2),
    [`${START + 3500} 1 3`, `${START + 4000} NaN 4`, ""],
  );
  const meta = files.get(`${home}/meta.yaml`)!;
  assert(meta.includes(`artifact_uri: "file:///runs/${home}/artifacts"\n`), meta);
  assert(meta.includes(`run_id: "${record.identity.slice(0, 32)}"\n`), meta);
  assert(meta.includes("status: 3\n"), meta);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeTensorBoard and writeMlflow add to a folder, and replace no run", async () => {
  const { folder, series } = await createRun();
  const place = join(folder, "logs");
  await writeTensorBoard(place, [series, { ...series, name: "base-seed2" }]);
  assertEquals(
    await Deno.readFile(join(place, "base-seed2", EVENT_FILE)),
    formatEvents(series),
  );
  await assertRejects(() => writeTensorBoard(place, [series]), BadInput, "already has run");
  await writeMlflow(place, "small", [series]);
  const meta = await Deno.readTextFile(join(place, experimentId("small"), "meta.yaml"));
  assert(meta.includes('name: "small"\n'), meta);
  await assertRejects(() => writeMlflow(place, "small", [series]), BadInput, "already has run");
  await Deno.remove(folder, { recursive: true });
});
