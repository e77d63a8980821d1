/** Paths of files below the data directory, as experiments name them. */

/**
 * Whether a path stays in the data directory: not empty, relative, without a `..`, a backslash, a
 * colon or a control character.
 */
export function isDataPath(path: string): boolean {
  const parts = path.split("/");
  // deno-lint-ignore no-control-regex
  const strange = /[\\:\u0000-\u001f]/.test(path);
  return !strange && !parts.includes("..") && !parts.includes("");
}
