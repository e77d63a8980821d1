/**
 * `SHA256SUMS`: the digest of every other file of an archive, as `sha256sum --check` reads it. A
 * folder is checked against it once the archive is unpacked.
 */
import { BadInput } from "@samebit/input";
import { faultOfName } from "./zip/names.ts";

/** The name of the file. */
export const SUMS = "SHA256SUMS";

/** SHA-256, hexadecimal, by path. */
export type Sums = ReadonlyMap<string, string>;

/** The text of the file. */
export function formatSums(sums: Sums): string {
  return [...sums].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, digest]) => `${digest}  ${name}\n`).join("");
}

/**
 * Parses the text.
 *
 * @throws {BadInput} A line has another form; it is named.
 */
export function parseSums(text: string, place: string): Sums {
  const sums = new Map<string, string>();
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new BadInput(place, "does not end with a line feed");
  let last = "";
  for (const [at, line] of lines.entries()) {
    const [, digest, name = ""] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    const fault = digest === undefined
      ? "is not a digest and a name"
      : faultOfName(name) ?? (name <= last ? "is not in the order of names" : undefined);
    if (fault !== undefined) throw new BadInput(`${place}:${at + 1}`, fault);
    sums.set(name, digest!);
    last = name;
  }
  return sums;
}
