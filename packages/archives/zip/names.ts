/**
 * Which names files in an archive may have: names that mean the same on every system and cannot
 * lead outside the folder in which the archive is unpacked.
 */
import { isDeviceName } from "@samebit/experiment";

/** The longest path in characters, within what every file system can hold. */
const LONGEST = 200;

/** Why a name is refused; undefined if an archive may contain it. */
export function faultOfName(name: string): string | undefined {
  if (!/^[\w+,.=@ ()/-]+$/.test(name)) {
    return "has a character that a name in an archive cannot have; " +
      "wanted letters without accents, digits, spaces and any of +,-.=@_()/";
  }
  if (name.startsWith("-")) return "begins with a hyphen, as flags do";
  if (name.length > LONGEST) return `has ${name.length} characters; wanted at most ${LONGEST}`;
  for (const part of name.split("/")) {
    if (part === "" || part === "." || part === "..") return "is not a relative path to a file";
    if (/^ |[ .]$/.test(part)) {
      return "has a part that begins with a space, or ends with a space or a dot";
    }
    if (isDeviceName(part.split(".")[0]!)) {
      return `has the part ${part}, which is a device on Windows`;
    }
  }
  return undefined;
}

/**
 * Why names cannot be in one archive: two are equal apart from case, or one is a file and a folder.
 */
export function faultOfNames(names: readonly string[]): string | undefined {
  const files = new Set<string>();
  for (const name of names) {
    const small = name.toLowerCase();
    if (files.has(small)) return `${name} is listed twice, apart from upper and lower case`;
    files.add(small);
  }
  for (const name of files) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
      if (files.has(name.slice(0, at))) return `${name.slice(0, at)} is both a file and a folder`;
    }
  }
  return undefined;
}
