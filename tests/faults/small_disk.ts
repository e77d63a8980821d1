/**
 * A disk of a few hundred kilobytes, which can be filled and made read-only: a tmpfs of Linux, for
 * which one must be root. Not for anything but tests.
 */
import { statfs } from "node:fs/promises";
import { join } from "node:path";

/** A disk. */
export interface SmallDisk extends AsyncDisposable {
  /** The folder it is mounted at. */
  readonly path: string;
  /** Fills it but for so many bytes, a multiple of its blocks of 4096. */
  leave(bytes: number): Promise<void>;
  /** Gives back what `leave` took. */
  free(): Promise<void>;
  /** Lets nothing be written, or all again. */
  setReadOnly(readOnly: boolean): Promise<void>;
}

/** Why there can be no small disks on this machine; undefined where there can. */
export const noSmallDisks: string | undefined = await findFault();

async function findFault(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return "a small disk is a tmpfs, which only Linux has";
  try {
    await (await createSmallDisk(64))[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    return `no small disk can be mounted: ${(error as Error).message}`;
  }
}

/** Mounts an empty disk. */
export async function createSmallDisk(kibibytes: number): Promise<SmallDisk> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "samebit-disk-" }));
  const filler = join(path, ".filler");
  try {
    await call("mount", "-t", "tmpfs", "-o", `size=${kibibytes}k`, "tmpfs", path);
  } catch (error) {
    await Deno.remove(path);
    throw error;
  }
  const free = () => Deno.remove(filler);
  return {
    path,
    free,
    async leave(bytes) {
      await Deno.writeFile(filler, new Uint8Array(await freeBytes(path) - bytes));
    },
    setReadOnly: (readOnly) => call("mount", "-o", `remount,${readOnly ? "ro" : "rw"}`, path),
    async [Symbol.asyncDispose]() {
      await call("umount", "--lazy", path);
      await Deno.remove(path);
    },
  };
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

async function call(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdin: "null" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}
