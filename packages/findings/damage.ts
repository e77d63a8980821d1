/**
 * Experiments whose files cannot be read: they are named, and do not stop the others.
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
 * @throws The error, if the files are not its cause.
 */
export function damageOf(error: unknown): string {
  const isDamage = error instanceof SyntaxError || error instanceof BadInput ||
    error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied;
  if (isDamage) return error.message;
  throw error;
}
