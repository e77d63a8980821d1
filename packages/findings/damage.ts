/**
 * Experiments whose files cannot be read: they are named, and the others go on.
 */
import { BadInput } from "@samebit/input";

/** An experiment of an index that cannot be read. */
export interface DamagedExperiment {
  /** What its folder is called. */
  readonly slug: string;
  /** What is wrong with it; the file is named. */
  readonly reason: string;
}

/**
 * What is wrong with the files of an experiment.
 *
 * @throws The error, where it is no fault of theirs.
 */
export function damageOf(error: unknown): string {
  const isDamage = error instanceof SyntaxError || error instanceof BadInput ||
    error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied;
  if (isDamage) return error.message;
  throw error;
}
