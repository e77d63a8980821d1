/**
 * Names that become parts of paths: slugs of experiments, labels of axes and folders of runs. A
 * name that is accepted here can neither leave the output folder nor need escaping anywhere.
 *
 * @module
 */

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LABEL = /^-?[A-Za-z0-9][A-Za-z0-9 ._+-]*$/;
const LONGEST = 60;

/** Whether a text may be an experiment's slug: {@link faultOfSlug} finds nothing wrong with it. */
export function isSlug(text: string): boolean {
  return faultOfSlug(text) === undefined;
}

/**
 * What is wrong with a text as an experiment's slug: a slug has lower-case words joined by single
 * hyphens, so that no two slugs differ in case alone, and is a name that every system can hold.
 */
export function faultOfSlug(text: string): string | undefined {
  if (isDeviceName(text)) {
    return "is the name of a device on Windows, where no file or folder can have that name";
  }
  return text.length <= LONGEST && SLUG.test(text)
    ? undefined
    : "is not a slug; wanted lower-case words joined by hyphens";
}

/**
 * Whether Windows keeps a name for a device, whatever its case and whatever follows its first dot or
 * colon: con, prn, aux, nul, com0-9, lpt0-9 (also with raised digits), conin$ and conout$.
 */
export function isDeviceName(name: string): boolean {
  const stem = name.split(/[.:]/)[0]!.trimEnd();
  return /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/i.test(stem);
}

/**
 * Whether a text may label a value of an axis: letters, digits, blanks and `. _ + -`, beginning with
 * a letter, a digit or the sign of a number.
 */
export function isLabel(text: string): boolean {
  return text.length <= LONGEST && LABEL.test(text) && !text.includes("..");
}

/** The part of a folder's name that labels become: lower-case letters, digits and hyphens. */
export function folderLabel(labels: readonly string[]): string {
  const text = labels.join("-").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return text.replace(/^-|-$/g, "").slice(0, LONGEST).replace(/-$/, "") || "base";
}
