/**
 * The identifier that Software Heritage gives to a folder of sources. It is computed from the files
 * alone, so anyone can find and check the source without help from the publisher.
 *
 * Source: ISO/IEC 18670, "SoftWare Hash IDentifier", directories; it is the hash of git's tree.
 */
import { createHash } from "node:crypto";
import { unpackTar } from "modern-tar";

/** A file of a folder. */
export interface TreeFile {
  /** Its path, with slashes. */
  readonly path: string;
  /** Its content; the target if it is a link. */
  readonly bytes: Uint8Array;
  /** What it is. */
  readonly kind: "file" | "program" | "link";
}

const MODES = { file: "100644", program: "100755", link: "120000" } as const;

/** The files of a tar archive. */
export async function filesOfTar(tar: Uint8Array): Promise<TreeFile[]> {
  const files: TreeFile[] = [];
  for (const { header, data } of await unpackTar(tar)) {
    const { name: path, type, mode = 0, linkname } = header;
    if (type === "symlink") {
      files.push({ path, kind: "link", bytes: new TextEncoder().encode(linkname) });
    } else if (type === "file") {
      const kind = (mode & 0o100) === 0 ? "file" : "program";
      files.push({ path, kind, bytes: data ?? new Uint8Array(0) });
    }
  }
  return files;
}

/** `swh:1:dir:` and 40 hexadecimal digits. */
export function swhidOf(files: readonly TreeFile[]): string {
  const split = files.map((file) => ({ parts: file.path.split("/"), file }));
  return `swh:1:dir:${treeOf(split)}`;
}

interface Placed {
  readonly parts: readonly string[];
  readonly file: TreeFile;
}

function treeOf(files: readonly Placed[]): string {
  const entries = [...Map.groupBy(files, ({ parts }) => parts[0]!)].map(([name, inside]) => {
    const [{ parts, file }] = inside as [Placed];
    return parts.length === 1
      ? { name, key: name, mode: MODES[file.kind], id: objectOf("blob", file.bytes) }
      : { name, key: `${name}/`, mode: "40000", id: treeOf(inside.map(deeper)) };
  });
  const encoded = entries.map((entry) => ({ ...entry, key: new TextEncoder().encode(entry.key) }));
  encoded.sort((a, b) => compareBytes(a.key, b.key));
  const parts = encoded.flatMap(({ name, mode, id }) => [
    new TextEncoder().encode(`${mode} ${name}\0`),
    Uint8Array.fromHex(id),
  ]);
  return objectOf("tree", ...parts);
}

function deeper({ parts, file }: Placed): Placed {
  return { parts: parts.slice(1), file };
}

function objectOf(kind: "blob" | "tree", ...parts: readonly Uint8Array[]): string {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const hash = createHash("sha1").update(`${kind} ${length}\0`);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}
