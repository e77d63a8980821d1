/**
 * How a path is shown to people and written into logs.
 *
 * @module
 */

/** A path as every system writes it here: with slashes, which Windows reads as well. */
export function shownPath(path: string): string {
  return Deno.build.os === "windows" ? path.replaceAll("\\", "/") : path;
}
