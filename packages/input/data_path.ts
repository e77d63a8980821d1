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

/** The paths inside the data directory; `examples` are named in errors, such as `"iris.csv"`. */
export function dataPaths(examples: string): Values<string> {
  return values(
    `a path inside the data directory, such as ${examples}`,
    (path) => typeof path === "string" && isDataPath(path),
    { type: "string" },
  );
}
