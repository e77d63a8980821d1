/**
 * Kinds of a folder's own, as whoever plans knows them: by name, what they are kinds of, the hash of
 * their sources and their fields, as data. Their code runs in the sandbox and in the worker process
 * of a run and nowhere else.
 *
 * @module
 */
import type { Fields } from "@samebit/input";

/** A name in `deno.json` under which kinds of one sort are listed. So far only update rules can be. */
export type Family = "optimizers";

/** All of them. */
export const FAMILIES: readonly Family[] = ["optimizers"];

/** A kind of a folder's own, as data. */
export interface OwnKind {
  /** What it is a kind of. */
  readonly family: Family;
  /** SHA-256 of its sources, hexadecimal: {@link hashOfSources}. */
  readonly hash: string;
  /** Its fields. */
  readonly fields: Fields;
}

/** Kinds of a folder's own by their names. */
export type OwnKinds = Readonly<Record<string, OwnKind>>;

/** No kinds but the project's. */
export const NO_OWN_KINDS: OwnKinds = Object.freeze({});

/**
 * Whether a text can name a kind of one's own: `own-` and lower-case words joined by hyphens. No kind
 * of the project's begins so, now or later.
 */
export function isOwnName(text: string): boolean {
  return text.length <= 60 && /^own(-[a-z0-9]+)+$/.test(text);
}

/** The names of one's own kinds that stand anywhere in data, as a value or as a part of one. */
export function ownNamesIn(data: unknown): string[] {
  const names = new Set<string>();
  const visit = (value: unknown) => {
    if (typeof value === "string" && isOwnName(value)) names.add(value);
    if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(data);
  return [...names].sort();
}
