/**
 * Fetches one file: resumes an interrupted download, and puts nothing in place whose hashes are not
 * the expected ones.
 *
 * The one idea: bytes go to a part file at once. Whatever breaks, the next request asks for the
 * rest with the server's own validator (RFC 9110, sections 13.1.5 and 14), and only a complete file
 * is accepted.
 *
 * @module
 */
import { openPartFile, type PartFile } from "./part_file.ts";
import type { RemoteFile } from "./recipes.ts";
import { Silence } from "./silence.ts";
import { formatMegabytes } from "./sizes.ts";
import { verifyFile } from "./verify_file.ts";

/** How a file is fetched. */
export interface FetchOptions {
  /** Called with the bytes that are there, of `total`. */
  readonly onProgress: (bytes: number, total: number) => void;
  /** How often a connection may break before it is reported. */
  readonly tries: number;
  /** How long is waited before trying again, in milliseconds. */
  readonly pauseMs: number;
  /** How long a server may be silent before the connection counts as broken, in milliseconds. */
  readonly stallMs: number;
}

/** A server that cannot be reached or does not have the file. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** A connection that broke during the transfer; a retry may help. */
class Broken extends Error {
  override readonly name = "Broken";
}

/**
 * Fetches `file` from `url` into `target`.
 *
 * @param target Its place; the folder must exist. Until the file is complete and verified, its
 *   bytes are in `target` + `.part`.
 * @throws {Unreachable} The server cannot be reached, does not have the file, or broke off too
 *   often.
 * @throws {Error} The bytes are not the expected ones, or the disk is full.
 */
export async function fetchFile(
  file: RemoteFile,
  url: string,
  target: string,
  options: FetchOptions,
): Promise<void> {
  const part = await openPartFile(target);
  try {
    if (part.size() > file.bytes) await part.restart(undefined);
    for (let attempt = 1; part.size() < file.bytes; attempt++) {
      await receiveOnce(file, url, part, attempt, options);
    }
    part.close();
    const fault = await verifyFile(part.path, file);
    if (fault !== undefined) {
      await part.discard();
      throw new Error(`Cannot use what came from ${url}: ${fault}; it was removed`);
    }
    await part.finish();
  } finally {
    if (part.size() === 0) await part.discard();
    part.close();
  }
}

async function receiveOnce(
  file: RemoteFile,
  url: string,
  part: PartFile,
  attempt: number,
  options: FetchOptions,
): Promise<void> {
  try {
    await receive(file, url, part, options);
  } catch (error) {
    const mayHelp = error instanceof Broken || (error instanceof Unreachable && attempt > 1);
    if (!mayHelp) throw error;
    if (attempt >= options.tries) {
      const there = `${formatMegabytes(part.size())} of ${formatMegabytes(file.bytes)}`;
      throw new Unreachable(
        `Cannot fetch ${url}: the connection broke ${attempt} times (${error.message}); ` +
          `${there} are there, and the same command resumes from there`,
        { cause: error },
      );
    }
    await new Promise((resolve) => setTimeout(resolve, options.pauseMs));
  }
}

/** Makes one request and receives bytes until it ends or breaks. */
async function receive(
  file: RemoteFile,
  url: string,
  part: PartFile,
  { onProgress, stallMs }: FetchOptions,
): Promise<void> {
  using silence = new Silence(stallMs);
  const response = await request(url, part, silence.signal);
  try {
    await preparePart(response, file, url, part);
    onProgress(part.size(), file.bytes);
    for await (const chunk of chunksOf(response, silence)) {
      if (part.size() + chunk.length > file.bytes) {
        await part.discard();
        throw new Error(
          `Cannot use what comes from ${url}: it is longer than the ` +
            `${file.bytes} bytes of the official file; it was removed`,
        );
      }
      await part.append(chunk);
      onProgress(part.size(), file.bytes);
    }
  } finally {
    await response.body?.cancel().catch(() => {});
  }
  if (part.size() < file.bytes) throw new Broken(`it ended after ${part.size()} bytes`);
}

async function request(url: string, part: PartFile, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({ "accept-encoding": "identity" });
  if (part.size() > 0) {
    headers.set("range", `bytes=${part.size()}-`);
    if (part.validator !== undefined) headers.set("if-range", part.validator);
  }
  try {
    return await fetch(url, { headers, signal });
  } catch (cause) {
    throw new Unreachable(`Cannot fetch ${url}: ${reasonOf(cause)}`, { cause });
  }
}

/** Checks the head of the response and makes the part file ready for its body. */
async function preparePart(
  response: Response,
  file: RemoteFile,
  url: string,
  part: PartFile,
): Promise<void> {
  const { status, statusText, headers } = response;
  if (status === 416) {
    await part.restart(undefined);
    throw new Broken("the server does not have the rest");
  }
  if (status !== 200 && status !== 206) {
    throw new Unreachable(`Cannot fetch ${url}: the server says ${status} ${statusText}`.trim());
  }
  const [start, total] = status === 206
    ? rangeOf(headers.get("content-range"))
    : [0, lengthOf(headers.get("content-length"))];
  if (total !== undefined && total !== file.bytes) {
    throw new Error(
      `Cannot use ${url}: it has ${total} bytes, the official ${file.name} ${file.bytes}`,
    );
  }
  if (status === 200) {
    await part.restart(validatorOf(headers));
  } else if (start !== part.size()) {
    const wanted = part.size();
    await part.restart(undefined);
    throw new Broken(`the server sent bytes from ${start}; wanted from ${wanted}`);
  }
}

/** A strong ETag or a date; a weak ETag does not promise the same bytes. */
function validatorOf(headers: Headers): string | undefined {
  const etag = headers.get("etag");
  if (etag?.startsWith('"')) return etag;
  return headers.get("last-modified") ?? undefined;
}

function rangeOf(contentRange: string | null): [number | undefined, number | undefined] {
  const match = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(contentRange ?? "");
  if (match === null) return [undefined, undefined];
  return [Number(match[1]), match[2] === "*" ? undefined : Number(match[2])];
}

function lengthOf(contentLength: string | null): number | undefined {
  return /^\d{1,15}$/.test(contentLength ?? "") ? Number(contentLength) : undefined;
}

async function* chunksOf(response: Response, silence: Silence): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    while (true) {
      const { done, value } = await reader.read().catch((cause) => {
        throw new Broken(reasonOf(cause), { cause });
      });
      if (done) return;
      silence.heard();
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
