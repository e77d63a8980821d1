/**
 * Whether a file is the expected one, by size, MD5 and SHA-256; the file is read piece by piece.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { RemoteFile } from "./recipes.ts";

/** Says what is wrong with the file at `path`; undefined if it is the expected one. */
export async function verifyFile(path: string, file: RemoteFile): Promise<string | undefined> {
  const { size } = await Deno.stat(path);
  if (size !== file.bytes) return `it has ${size} bytes, the official ${file.name} ${file.bytes}`;
  const [md5, sha256] = [createHash("md5"), createHash("sha256")];
  using opened = await Deno.open(path);
  for await (const chunk of opened.readable) {
    md5.update(chunk);
    sha256.update(chunk);
  }
  const found = { MD5: md5.digest("hex"), "SHA-256": sha256.digest("hex") };
  const wanted = { MD5: file.md5, "SHA-256": file.sha256 };
  for (const name of ["MD5", "SHA-256"] as const) {
    if (found[name] !== wanted[name]) {
      return `its ${name} is ${found[name]}, that of the official ${file.name} ${wanted[name]}`;
    }
  }
  return undefined;
}
