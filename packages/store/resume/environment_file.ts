/**
 * `environment.json` of a run: where it last ran, and where before that if it was interrupted.
 *
 * @module
 */
import { RUN_FILES } from "@samebit/runlog";
import { join } from "node:path";
import type { Json, JsonObject } from "@samebit/runlog";
import { replaceFile } from "../write.ts";
import { requireText } from "../read.ts";

/** Writes where a run is in progress; when it is resumed, the previous entry moves to `earlier`. */
export async function writeEnvironment(
  folder: string,
  environment: JsonObject,
  fromStep: number | undefined,
): Promise<void> {
  const path = join(folder, RUN_FILES.environment);
  const earlier = fromStep === undefined ? [] : await attemptsIn(path);
  const now: JsonObject = {
    ...environment,
    ...(fromStep !== undefined && { fromStep }),
    ...(earlier.length > 0 && { earlier }),
  };
  await replaceFile(path, JSON.stringify(now, null, 2) + "\n");
}

/** What a file says, the earliest attempt first; nothing if it cannot be read. */
async function attemptsIn(path: string): Promise<Json[]> {
  try {
    const content = JSON.parse(await requireText(path)) as Json;
    if (typeof content !== "object" || content === null || Array.isArray(content)) return [];
    const { earlier = [], ...last } = content as JsonObject;
    return [...(Array.isArray(earlier) ? earlier : []), last];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
