/**
 * What a file in an archive may be called: a name that means the same on every system, and that
 * leads nowhere but below the folder in which the archive is unpacked.
 */
import { isDeviceName } from "@samebit/experiment";

/** Characters of a whole name at most: within what every file system can hold. */
const LONGEST = 200;

/** Why a name is refused; undefined where it may stand in an archive. */
export function faultOfName(name: string): string | undefined {
  if (!/^[\w+,.=@ ()/-]+$/.test(name)) {
    return "has a character that a name in an archive cannot have; " +
      "wanted letters without accents, digits, blanks and any of +,-.=@_()/";
  }
  if (name.startsWith("-")) return "begins as a flag of a command does";
  if (name.length > LONGEST) return `has ${name.length} characters, wanted at most ${LONGEST}`;
  for (const part of name.split("/")) {
    if (part === "" || part === "." || part === "..") return "is no relative path to a file";
    if (/^ |[ .]$/.test(part)) return "has a part that a blank begins, or a blank or a dot ends";
    if (isDeviceName(part.split(".")[0]!)) return `has the part ${part}, a device of Windows`;
  }
  return undefined;
}

/** Why names cannot stand in one archive: twice the same, but for case, or a file and a folder. */
export function faultOfNames(names: readonly string[]): string | undefined {
  const files = new Set<string>();
  for (const name of names) {
    const small = name.toLowerCase();
    if (files.has(small)) return `${name} is there twice, with or without capitals`;
    files.add(small);
  }
  for (const name of files) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
      if (files.has(name.slice(0, at))) return `${name.slice(0, at)} is a file and a folder`;
    }
  }
  return undefined;
}
