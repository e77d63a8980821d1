/**
 * The files of runs in the object store: one object for all files of a run, their bytes one after
 * the other. Every file is checked against its SHA-256 when it comes out.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { digestOf, type RunFile } from "@samebit/store";
import type { Link } from "./link.ts";
import { type Bundle, type FileEntry, parseEntries } from "./messages.ts";

/** How long an object may take to arrive before it counts as gone. */
const PATIENCE_MS = 60_000;

/** The largest size of the files of a run: no process has to keep more in memory. */
const MOST_BYTES = 2 ** 30;

/** The name of the object with the newest checkpoint of a run. */
export function checkpointObject(identity: string): string {
  return `${identity}/checkpoint`;
}

/**
 * Puts files into the object store.
 *
 * @param object The object's name; derived from the content if left out.
 * @param by Who puts them there, recorded for the one that resumes the run.
 * @throws {RangeError} They are too large.
 */
export async function putBundle(
  { files: store, persist }: Link,
  identity: string,
  files: readonly RunFile[],
  { object, by }: { readonly object?: string; readonly by?: string } = {},
): Promise<Bundle> {
  const entries = files.map(digestOf);
  const fault = faultOfSize(entries);
  if (fault !== undefined) {
    throw new RangeError(`Cannot send run ${identity.slice(0, 8)}: ${fault}`);
  }
  const text = JSON.stringify(entries);
  const name = object ?? `${identity}/${createHash("sha256").update(text).digest("hex")}`;
  await persist(() =>
    store.put(
      { name, metadata: { files: text, ...(by !== undefined && { by }) } },
      ReadableStream.from(files.map((f) => f.bytes)),
    )
  );
  return { object: name, files: entries };
}

/** An object as it was received. */
export interface Received {
  /** Its files; their memory is released once they have been used. */
  readonly files: readonly RunFile[];
  /** Who claims to have put it there; undefined if nobody does. */
  readonly by: string | undefined;
}

/**
 * Uses the files of an object, or what is wrong with it; undefined if there is none, or none any
 * more. The memory of all objects in this process together is bounded: a caller that wants more
 * waits until others have been used.
 */
export async function useBundle<T>(
  link: Link,
  object: string,
  use: (received: Received | string | undefined) => Promise<T>,
): Promise<T> {
  // The library fetches what it has opened, whether or not anyone reads it, so reserve the room
  // first.
  const announced = await sizeOf(link, object);
  if (typeof announced !== "number") return await use(announced);
  using _room = await link.room.take(announced);
  const result = await openObject(link, object);
  if (result === null || typeof result === "string") return await use(result ?? undefined);
  const { info, data } = result;
  const entries = parseEntries(info.metadata?.["files"]);
  const fault = entries === undefined
    ? "it names no files"
    : info.size > announced
    ? "it was replaced just now"
    : faultOfSize(entries, info.size);
  if (entries === undefined || fault !== undefined) {
    await data.cancel();
    return await use(fault);
  }
  const bytes = await collect(data, info.size);
  try {
    const files = bytes && split(bytes, entries);
    return await use(files === undefined ? "it is damaged" : { files, by: info.metadata?.["by"] });
  } finally {
    // At once, without waiting for V8: the next object may be as large.
    bytes?.buffer.transfer(0);
  }
}

/** How large an object claims to be; why it is refused, or undefined if there is none. */
async function sizeOf(
  { files: store, persist }: Link,
  object: string,
): Promise<number | string | undefined> {
  const info = await persist(() => store.info(object));
  if (info === null || info.deleted) return undefined;
  const entries = parseEntries(info.metadata?.["files"]);
  return entries === undefined ? "it names no files" : faultOfSize(entries, info.size) ?? info.size;
}

/** An object as opened by the library, which trusts its description; or why it cannot be opened. */
async function openObject({ files: store, persist }: Link, object: string) {
  try {
    return await persist(() => store.get(object));
  } catch (error) {
    return `it cannot be opened: ${error instanceof Error ? error.message : error}`;
  }
}

/** What is wrong with the size of an object; undefined if nothing is. */
function faultOfSize(entries: readonly FileEntry[], size?: number): string | undefined {
  const bytes = entries.reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST_BYTES) return `its files hold ${bytes} bytes; at most ${MOST_BYTES} may be sent`;
  if (size === undefined || size === bytes) return undefined;
  return `it holds ${size} bytes and its files ${bytes}`;
}

/** The description of an object; undefined if there is none. */
export async function bundleEntries(
  { files: store, persist }: Link,
  object: string,
): Promise<readonly FileEntry[] | undefined> {
  const info = await persist(() => store.info(object));
  return info === null || info.deleted ? undefined : parseEntries(info.metadata?.["files"]);
}

/** Removes an object; anyone reading it at the moment finds it gone. */
export async function deleteBundle({ files, persist }: Link, object: string): Promise<void> {
  await persist(() => files.delete(object));
}

/**
 * The bytes of a stream; undefined if other bytes come, or none, because the object was replaced.
 */
async function collect(
  stream: ReadableStream<Uint8Array>,
  size: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
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
