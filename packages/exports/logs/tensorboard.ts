/**
 * Logs as an event file for TensorBoard: records with a length and two checksums, each holding an
 * `Event` message with one scalar.
 *
 * Sources: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/lib/io/record_writer.h,
 * and `event.proto` and `summary.proto` in tensorflow/core.
 *
 * @module
 */
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { maskedCrc32c } from "./crc32c.ts";
import type { RunSeries, SeriesPoint } from "./series.ts";

/** The name of a run's one event file: TensorBoard looks for this prefix. */
export const EVENT_FILE = "events.out.tfevents.0.samebit";

const VARINT = 0;
const BITS64 = 1;
const BYTES = 2;
const BITS32 = 5;

/** The bytes of a run's event file. Values are rounded to float32, the format's type. */
export function formatEvents({ startMs, points }: RunSeries): Uint8Array<ArrayBuffer> {
  const records = [versionEvent(startMs), ...points.map(scalarEvent)].map(record);
  const all = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of records) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

function versionEvent(startMs: number): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, BITS64).double(startMs / 1000).tag(3, BYTES).string("brain.Event:2");
  return writer.finish();
}

function scalarEvent({ name, step, timeMs, value }: SeriesPoint): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, BITS64).double(timeMs / 1000).tag(2, VARINT).int64(step);
  writer.tag(5, BYTES).fork().tag(1, BYTES).fork();
  writer.tag(1, BYTES).string(name).tag(2, BITS32).float(Math.fround(value));
  return writer.join().join().finish();
}

/** Length, its checksum, the message, its checksum; all little-endian. */
function record(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(message.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(message.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(message, 12);
  view.setUint32(12 + message.length, maskedCrc32c(message), true);
  return bytes;
}
