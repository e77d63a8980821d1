/** Paths of files below the data directory, as experiments name them. */
import { type Values, values } from "./values.ts";

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

/** What {@link isDataPath} says, as a keyword of JSON Schema. */
export const DATA_PATH_PATTERN = "^(?![\\s\\S]*(?:^|/)(?:\\.\\.)?(?:/|$))[^\\\\:\\u0000-\\u001f]+$";

/** The paths inside the data directory; `examples` are named in errors, such as `"iris.csv"`. */
export function dataPaths(examples: string): Values<string> {
  return dataPathsBy(`a path inside the data directory, such as ${examples}`);
}

/** The same by the words of an error. */
export function dataPathsBy(wanted: string): Values<string> {
  const isPath = (path: unknown) => typeof path === "string" && isDataPath(path);
  return values(wanted, isPath, { type: "string", pattern: DATA_PATH_PATTERN });
}
