/**
 * The files of runs in the object store: one object for all files of a run, their bytes one after
 * the other. Every file is checked against its SHA-256 when it comes out.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { digestOf, type RunFile } from "../copy_run.ts";
import type { Link } from "./link.ts";
import { type FileEntry, parseEntries } from "./messages.ts";

/** How long an object may take to come before it counts as gone. */
const PATIENCE_MS = 60_000;

/** An object that was put. */
export interface Bundle {
  /** Its name. */
  readonly object: string;
  /** What is in it. */
  readonly files: readonly FileEntry[];
}

/** The name of the object with the newest checkpoint of a run. */
export function checkpointObject(identity: string): string {
  return `${identity}/checkpoint`;
}

/**
 * Puts files into the object store.
 *
 * @param object The object's name; by their content where it is left out.
 */
export async function putBundle(
  { files: store, persist }: Link,
  identity: string,
  files: readonly RunFile[],
  object?: string,
): Promise<Bundle> {
  const entries = files.map(digestOf);
  const text = JSON.stringify(entries);
  const name = object ?? `${identity}/${createHash("sha256").update(text).digest("hex")}`;
  await persist(() =>
    store.put({ name, metadata: { files: text } }, ReadableStream.from(files.map((f) => f.bytes)))
  );
  return { object: name, files: entries };
}

/** The files of an object; undefined where there is none, or not any more, or a damaged one. */
export async function getBundle(
  { files: store, persist }: Link,
  object: string,
): Promise<RunFile[] | undefined> {
  const result = await persist(() => store.get(object));
  const entries = parseEntries(result?.info.metadata?.["files"]);
  if (result === null || entries === undefined) return undefined;
  const bytes = await collect(result.data, result.info.size);
  return bytes && split(bytes, entries);
}

/** What an object holds, without its bytes; undefined where there is none. */
export async function bundleEntries(
  { files: store, persist }: Link,
  object: string,
): Promise<readonly FileEntry[] | undefined> {
  const info = await persist(() => store.info(object));
  return info === null || info.deleted ? undefined : parseEntries(info.metadata?.["files"]);
}

/** Removes an object; whoever reads it just now finds it gone. */
export async function deleteBundle({ files, persist }: Link, object: string): Promise<void> {
  await persist(() => files.delete(object));
}

/** The bytes of a stream; undefined where they do not come, since the object has been replaced. */
async function collect(
  stream: ReadableStream<Uint8Array>,
  size: number,
): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(size);
  let length = 0;
  const reader = stream.getReader();
  try {
    while (true) {
      const next = await withinPatience(reader.read());
      if (next === undefined) return undefined;
      if (next.done) return length === size ? bytes : undefined;
      bytes.set(next.value, length);
      length += next.value.length;
    }
  } catch {
    // The library's word for a damaged object.
    return undefined;
  } finally {
    await reader.cancel();
  }
}

async function withinPatience<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

function split(bytes: Uint8Array, entries: readonly FileEntry[]): RunFile[] | undefined {
  let offset = 0;
  const files: RunFile[] = [];
  for (const { name, length, sha256 } of entries) {
    const file = { name, bytes: bytes.subarray(offset, offset += length) };
    if (digestOf(file).sha256 !== sha256) return undefined;
    files.push(file);
  }
  return offset === bytes.length ? files : undefined;
}
