/**
 * The first field in which two `run.json` differ, named by its path.
 *
 * @module
 */
import { formatNumber, type Json, parseRunRecord } from "@samebit/runlog";
import { type Difference, distanceOf, NOTHING } from "./difference.ts";

/**
 * The first field that differs, in the order of the recorded text; undefined if all are equal.
 *
 * @param file The file's name.
 * @param recorded The recorded text.
 * @param got The text it is compared with.
 */
export function compareRecords(
  file: string,
  recorded: string,
  got: string,
): Difference | undefined {
  try {
    // Its checks bound the nesting depth, since anybody may have written it.
    parseRunRecord(recorded, file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { file, place: "the recorded text", recorded: error.message, got: "a record" };
  }
  const found = firstDifference(JSON.parse(recorded), JSON.parse(got), "");
  return found === undefined ? undefined : { file, ...found };
}

function firstDifference(
  a: Json | undefined,
  b: Json | undefined,
  path: string,
): Omit<Difference, "file"> | undefined {
  if (isBranch(a) && isBranch(b) && Array.isArray(a) === Array.isArray(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const found = firstDifference(child(a, key), child(b, key), pathOf(path, key, a));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [recorded, got] = [shown(a), shown(b)];
  if (recorded === got) return undefined;
  const ulps = distanceOf(spelling(a), spelling(b));
  return { place: path, recorded, got, ...(ulps !== undefined && { ulps }) };
}

type Branch = readonly Json[] | { readonly [key: string]: Json };

function isBranch(value: Json | undefined): value is Branch {
  return typeof value === "object" && value !== null;
}

function child(value: Branch, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined;
}

function pathOf(path: string, key: string, parent: Branch): string {
  if (Array.isArray(parent)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

function shown(value: Json | undefined): string {
  return value === undefined ? NOTHING : JSON.stringify(value).slice(0, 120);
}

/** The spelling of a number; a record writes those that JSON cannot express as texts. */
function spelling(value: Json | undefined): string {
  return typeof value === "number" ? formatNumber(value) : typeof value === "string" ? value : "";
}
