/**
 * A file that is being fetched: `NAME.part` beside its final place, and `NAME.part.json`, which
 * remembers the server's validator of the bytes, so that a broken download resumes where it broke.
 *
 * @module
 */

/** What a server calls the state of a file: an ETag or a date. */
export type Validator = string;

/** A file that is being fetched. */
export interface PartFile {
  /** Where its bytes are until they are all there. */
  readonly path: string;
  /** How many bytes are there. */
  size(): number;
  /** The server's validator of the bytes so far; undefined if it gave none. */
  readonly validator: Validator | undefined;
  /** Starts over with bytes that have this validator. */
  restart(validator: Validator | undefined): Promise<void>;
  /** Adds bytes at the end. */
  append(bytes: Uint8Array): Promise<void>;
  /** Puts the file in its final place. */
  finish(): Promise<void>;
  /** Removes the bytes and the record about them. */
  discard(): Promise<void>;
  /** Closes the file; the bytes stay. */
  close(): void;
}

/**
 * Opens the existing part of a file, or begins it.
 *
 * @param target Its final place; the folder must exist.
 * @throws {Error} It cannot be written; the message says so if the disk is full.
 */
export async function openPartFile(target: string): Promise<PartFile> {
  const path = `${target}.part`;
  const memory = `${path}.json`;
  const file = await explained(path, () => Deno.open(path, { write: true, create: true }));
  let size = await file.seek(0, Deno.SeekMode.End);
  let validator = await readValidator(memory);
  let open = true;
  const close = () => {
    if (open) file.close();
    open = false;
  };
  return {
    path,
    size: () => size,
    get validator() {
      return validator;
    },
    async restart(next) {
      await explained(path, async () => {
        await file.truncate(0);
        await file.seek(0, Deno.SeekMode.Start);
        await Deno.writeTextFile(memory, JSON.stringify({ validator: next ?? null }) + "\n");
      });
      size = 0;
      validator = next;
    },
    async append(bytes) {
      await explained(path, () => writeAll(file, bytes, (written) => size += written));
    },
    async finish() {
      close();
      await Deno.rename(path, target);
      await removeIfThere(memory);
    },
    async discard() {
      close();
      await removeIfThere(path);
      await removeIfThere(memory);
    },
    close,
  };

  async function explained<T>(path: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      throw noSpace(error) ? fullDisk(path, error) : error;
    }
  }
}

/** Writes all bytes, however few the file accepts at a time. */
export async function writeAll(
  file: Deno.FsFile,
  bytes: Uint8Array,
  onWritten: (bytes: number) => void = () => {},
): Promise<void> {
  for (let start = 0; start < bytes.length;) {
    const written = await file.write(bytes.subarray(start));
    start += written;
    onWritten(written);
  }
}

/** Whether an error says that the disk is full. */
export function noSpace(error: unknown): boolean {
  return error instanceof Error &&
    (("code" in error && error.code === "ENOSPC") || /\(os error (28|112)\)/.test(error.message));
}

/** The error of a full disk. */
export function fullDisk(path: string, cause: unknown): Error {
  return new Error(
    `Cannot write ${path}: no space is left on the device; ` +
      "free some and run the command again, or give another folder with --data-dir",
    { cause },
  );
}

async function readValidator(memory: string): Promise<Validator | undefined> {
  try {
    const { validator } = Object(JSON.parse(await Deno.readTextFile(memory)));
    return typeof validator === "string" && /^[\x20-\x7e]{1,200}$/.test(validator)
      ? validator
      : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes a file where there is one. */
export async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
