/**
 * Names that become parts of paths: slugs of experiments, labels of axes and folders of runs. What
 * is let through here can neither leave the output folder nor need escaping anywhere.
 *
 * @module
 */

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LABEL = /^-?[A-Za-z0-9][A-Za-z0-9 ._+-]*$/;
const LONGEST = 60;

/** Whether a text may be an experiment's slug: lower-case words joined by single hyphens. */
export function isSlug(text: string): boolean {
  return text.length <= LONGEST && SLUG.test(text);
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
