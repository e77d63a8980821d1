/**
 * A small archive for tests: it has all that is read of one, and next to nothing in it.
 */
import { packTar } from "modern-tar";
import { filesOfTar, swhidOf } from "./contents/swhid.ts";
import { sha256Of } from "@samebit/store/sha256";
import { formatSums, SUMS } from "./sums.ts";
import { type ArchiveFiles, writeZip } from "./zip/write_zip.ts";

const RECORD = {
  slug: "small",
  title: "Small",
  question: "Is it small?",
  expectation: "Yes",
  claims: [],
  declaration: { base: {} },
  runs: [],
};

/** The files of the archive but for the list of their digests. */
export async function sampleFiles(): Promise<Map<string, Uint8Array>> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const body = encode("export default 1;\n");
  const header = { name: "main.ts", size: body.length, type: "file", mode: 0o644 } as const;
  const tar = await packTar([{ header: { ...header, mtime: new Date(0) }, body }]);
  const swhid = swhidOf(await filesOfTar(tar));
  return new Map([
    ["experiment.json", encode(JSON.stringify(RECORD, null, 2) + "\n")],
    ["ro-crate-metadata.json", encode(JSON.stringify({ identifier: swhid }) + "\n")],
    ["runs/adam-seed1-0a1b2c3d/steps.csv", encode("step,epoch,trainLoss\n1,1,2.5\n2,1,2.25\n")],
    ["source.tar", tar],
  ]);
}

/** The archive of files, with the list of their digests. */
export function archiveOf(files: ArchiveFiles): Uint8Array<ArrayBuffer> {
  const sums = [...files].map(([name, bytes]) => [name, sha256Of(bytes)] as const);
  return writeZip(new Map([...files, [SUMS, new TextEncoder().encode(formatSums(new Map(sums)))]]));
}

/** An archive that somebody has changed and given the digest that it has now. */
export function sealAgain(changed: Uint8Array<ArrayBuffer>, end: number): Uint8Array<ArrayBuffer> {
  const sealed = changed.slice();
  const digest = sha256Of(changed.subarray(0, changed.length - end));
  sealed.set(new TextEncoder().encode(digest), changed.length - 64);
  return sealed;
}
